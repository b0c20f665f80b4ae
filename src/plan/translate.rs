//! Resource instances of a plan or state as resource blocks.
//!
//! A plan says of an attribute that it is known after apply both when it refers to something that is not yet created
//! and when it is left out and the provider will fill it in. Only the configuration tells them apart.

use std::rc::Rc;

use super::document::{Document, Planned};
use super::follow;
use crate::sorted::SortedMap;
use crate::syntax::ast::{Attribute, Block, Body, Expr, ExprKind, Label, ObjectItem, ObjectKey};
use crate::syntax::json::{Member, Node, NodeValue};
use crate::terraform::configuration::{Mode, Resource};
use crate::terraform::evaluator::ProviderFacts;
use crate::terraform::functions::string::normalise;
use crate::terraform::number::Number;
use crate::text::{FileId, Span};

/// What identifies a resource: kept even where the provider chose it, since others may name it.
const IDENTITY: [&str; 3] = ["arn", "id", "name"];

/// A call that has no value here: what is known after apply, and cannot be followed.
const KNOWN_AFTER_APPLY: &str = "provider::terraform::known_after_apply";

/// Translates instances of one document.
pub(super) struct Translate<'d, 'a> {
    /// The document.
    pub document: &'d Document<'a>,
    /// Its text.
    pub file: FileId,
    /// What the provider does.
    pub facts: &'d dyn ProviderFacts,
}

/// What the document says of one value, in its three parts.
#[derive(Clone, Copy)]
struct Parts<'a> {
    value: Option<&'a Node>,
    unknown: Option<&'a Node>,
    /// The configuration's expression, or, for nested blocks, its list of blocks.
    expression: Option<&'a Node>,
}

impl<'a> Parts<'a> {
    fn is_unknown(&self) -> bool {
        self.unknown.is_some_and(Node::is_true)
    }

    fn item(&self, index: usize, expression: Option<&'a Node>) -> Parts<'a> {
        Parts {
            value: self.value.and_then(|node| node.items().get(index)),
            unknown: self.unknown.and_then(|node| node.items().get(index)),
            expression,
        }
    }
}

/// Which arguments the configuration sets.
#[derive(Clone, Copy)]
enum Written<'a> {
    /// Those of this object; none where it is missing.
    In(Option<&'a Node>),
    /// Not told: a state, or a `dynamic` block.
    Untold,
}

impl<'a> Translate<'_, 'a> {
    /// The block of an instance.
    pub fn resource(&self, planned: &Planned<'a>) -> Resource {
        let declaration = self.document.declaration(planned);
        let written = declaration.map_or(Written::Untold, |entry| Written::In(entry.get("expressions")));
        let parts = Parts { value: planned.values, unknown: planned.unknown, expression: None };
        let span = self.span(planned.entry);
        let name: Rc<str> = planned.address.into();
        let header = self.span(planned.address_node);
        let (kind, mode) = match planned.mode {
            Mode::Managed => ("resource", Mode::Managed),
            Mode::Data => ("data", Mode::Data),
            Mode::Ephemeral => ("ephemeral", Mode::Ephemeral),
        };
        let label = |text: Rc<str>| Label { text, span: header };
        let body =
            Body { attributes: self.arguments(planned, parts, written, true), span, json: true, ..Body::default() };
        let labels = vec![label(planned.ty.into()), label(name.clone())];
        let block = Block { kind: kind.into(), kind_span: header, labels, body, span, header };
        Resource {
            mode,
            ty: planned.ty.into(),
            name: name.clone(),
            block: Rc::new(block),
            file: self.file,
            address: Some(name),
        }
    }

    fn span(&self, node: &Node) -> Span {
        Span::new(self.file, node.start, node.end)
    }

    /// Arguments of a resource (`top`) or nested block.
    fn arguments(&self, planned: &Planned<'a>, parts: Parts<'a>, written: Written<'a>, top: bool) -> Vec<Attribute> {
        let mut arguments: Vec<Attribute> = Vec::new();
        let values = by_key(parts.value);
        let unknowns = by_key(parts.unknown);
        let expressions = match written {
            Written::In(expressions) => by_key(expressions),
            Written::Untold => SortedMap::new(),
        };
        let members = |node: Option<&'a Node>| node.map(Node::members).unwrap_or_default().iter();
        let only_unknown =
            members(parts.unknown).filter(|member| member.value.is_true() && !values.contains_key(member.key.as_str()));
        for member in members(parts.value).chain(only_unknown) {
            let key = member.key.as_str();
            let expression = expressions.get(key).copied();
            let inner = Parts { value: values.get(key).copied(), unknown: unknowns.get(key).copied(), expression };
            let left_out = matches!(written, Written::In(_)) && expression.is_none();
            if left_out && planned.mode == Mode::Managed && !self.kept_though_left_out(planned, member, &inner, top) {
                continue;
            }
            if let Some(expr) = self.value(planned, inner, &member.key, top) {
                let name_span = Span::new(self.file, member.key_start, member.key_end);
                let span = name_span.to(self.span(&member.value));
                let name: Rc<str> = member.key.as_str().into();
                arguments.push(Attribute { name, name_span, expr: expr.into(), span });
            }
        }
        arguments
    }

    /// The provider fills in what is left out; only what others may refer to counts. A `dynamic` block is not among
    /// the expressions of a configuration, so a list of objects may be one, and so may a block that is not known and
    /// that the provider never makes up.
    fn kept_though_left_out(&self, planned: &Planned<'_>, member: &Member, parts: &Parts<'_>, top: bool) -> bool {
        let objects = parts.value.is_some_and(|value| {
            !value.items().is_empty() && value.items().iter().all(|item| matches!(item.value, NodeValue::Object(_)))
        });
        let open_block = parts.is_unknown() && self.facts.only_written(planned.ty, &member.key);
        objects || open_block || (top && !parts.is_unknown() && IDENTITY.contains(&member.key.as_str()))
    }

    fn value(&self, planned: &Planned<'a>, parts: Parts<'a>, name: &str, top: bool) -> Option<Expr> {
        if parts.is_unknown() {
            return Some(self.after_apply(planned, parts, name));
        }
        let node = parts.value?;
        let span = self.span(node);
        let kind = match &node.value {
            // Null is what an argument has that is left out.
            NodeValue::Null => {
                parts.expression?;
                ExprKind::Null
            }
            NodeValue::Bool(value) => ExprKind::Bool(*value),
            NodeValue::Number(text) => ExprKind::Number(Number::parse(text)?),
            NodeValue::String(text) => match self.reference_to_value(planned, parts, name, text, top) {
                Some(kind) => kind,
                None => ExprKind::String(normalise(text)),
            },
            NodeValue::Array(items) => {
                let blocks = parts.expression.map(Node::items).filter(|blocks| blocks.len() == items.len());
                let whole = parts.expression.filter(|node| is_expression(node));
                let items = (0..items.len()).map(|index| {
                    let expression = blocks.and_then(|blocks| blocks.get(index)).or(whole);
                    self.element(planned, parts.item(index, expression), name)
                });
                ExprKind::Tuple(items.collect())
            }
            NodeValue::Object(_) => return Some(self.element(planned, parts, name)),
        };
        Some(Expr { kind, span })
    }

    /// An element of a list, or a single nested block.
    fn element(&self, planned: &Planned<'a>, parts: Parts<'a>, name: &str) -> Expr {
        let Some(node) = parts.value else { return self.after_apply(planned, parts, name) };
        if !matches!(node.value, NodeValue::Object(_)) {
            let null = Expr { kind: ExprKind::Null, span: self.span(node) };
            return self.value(planned, parts, name, false).unwrap_or(null);
        }
        let block = parts.expression.filter(|node| !is_expression(node));
        let written = block.map_or(Written::Untold, |block| Written::In(Some(block)));
        let arguments = self.arguments(planned, Parts { expression: None, ..parts }, written, false);
        let items = arguments.into_iter().map(|argument| ObjectItem {
            key: ObjectKey::Expr(Expr { kind: ExprKind::String(argument.name), span: argument.name_span }),
            value: Expr::clone(&argument.expr),
        });
        Expr { kind: ExprKind::Object(items.collect()), span: self.span(node) }
    }

    /// What is known after apply: the constant that is written, the one attribute it can come from, or not known.
    fn after_apply(&self, planned: &Planned<'a>, parts: Parts<'a>, name: &str) -> Expr {
        let place = parts.expression.or(parts.unknown).or(parts.value).unwrap_or(planned.entry);
        let span = self.span(place);
        if let Some(constant) = parts.expression.and_then(|expression| expression.get("constant_value")) {
            let constant = Parts { value: Some(constant), unknown: None, expression: Some(constant) };
            if let Some(expr) = self.value(planned, constant, name, false) {
                return Expr { span, ..expr };
            }
        }
        let unknown = |found: &Planned<'_>, attribute: &str| {
            found.is_unknown(attribute) || found.values.is_none_or(|values| values.get(attribute).is_none())
        };
        let targets = self.fitting(planned, parts.expression, name, unknown);
        let mut references = targets.iter().filter_map(|(index, attribute)| {
            Some(self.reference(self.document.resources.get(*index)?, attribute, span))
        });
        let is_whole_list = parts.value.is_none() && is_plural(name);
        let kind = match targets.as_slice() {
            [_, ..] if is_whole_list => Some(ExprKind::Tuple(references.map(|kind| Expr { kind, span }).collect())),
            [_] => references.next(),
            _ => None,
        };
        let open =
            ExprKind::Call { name: KNOWN_AFTER_APPLY.into(), name_span: span, args: Vec::new(), expand_final: false };
        Expr { kind: kind.unwrap_or(open), span }
    }

    /// The attribute that a known value comes from: one that is referred to and has this value, or the only
    /// resource with this id.
    fn reference_to_value(
        &self,
        planned: &Planned<'a>,
        parts: Parts<'a>,
        name: &str,
        text: &str,
        top: bool,
    ) -> Option<ExprKind> {
        let same = |found: &Planned<'_>, attribute: &str| {
            found.values.and_then(|values| values.get(attribute)).and_then(Node::text) == Some(text)
        };
        let place = parts.expression.unwrap_or(planned.entry);
        if let [(index, attribute)] = self.fitting(planned, parts.expression, name, same).as_slice() {
            return Some(self.reference(self.document.resources.get(*index)?, attribute, self.span(place)));
        }
        let is_id = name.ends_with("_id") || name.ends_with("_ids") || (name == "id" && !top);
        match self.document.by_id.get(text).filter(|_| is_id).map(Vec::as_slice) {
            Some([only]) => {
                let found = self.document.resources.get(*only)?;
                (found.address != planned.address).then(|| self.reference(found, "id", self.span(place)))
            }
            _ => None,
        }
    }

    /// The resources, each with an attribute, that an expression refers to and of which `fits` holds.
    fn fitting(
        &self,
        planned: &Planned<'a>,
        expression: Option<&Node>,
        name: &str,
        fits: impl Fn(&Planned<'_>, &str) -> bool,
    ) -> Vec<(usize, String)> {
        let Some(expression) = expression.filter(|expression| is_expression(expression)) else { return Vec::new() };
        let mut found: SortedMap<usize, String> = SortedMap::new();
        for target in follow::targets(self.document, planned, expression) {
            let Some(resource) = self.document.resources.get(target.resource) else { continue };
            let attribute = target.attribute.unwrap_or_else(|| likely_attribute(resource, name).to_owned());
            if fits(resource, &attribute) {
                found.get_or_insert_with(target.resource, || attribute);
            }
        }
        found.into_iter().collect()
    }

    fn reference(&self, target: &Planned<'_>, attribute: &str, span: Span) -> ExprKind {
        let start = match target.mode {
            Mode::Managed => ExprKind::Variable(target.ty.into()),
            Mode::Data => get("data".into(), target.ty, span),
            Mode::Ephemeral => get("ephemeral".into(), target.ty, span),
        };
        let named = ExprKind::GetAttr(Box::new(Expr { kind: start, span }), target.address.into());
        ExprKind::GetAttr(Box::new(Expr { kind: named, span }), attribute.into())
    }
}

fn get(variable: Rc<str>, name: &str, span: Span) -> ExprKind {
    ExprKind::GetAttr(Box::new(Expr { kind: ExprKind::Variable(variable), span }), name.into())
}

/// Whether a node of the configuration is an expression rather than a nested block.
fn is_expression(node: &Node) -> bool {
    let is_object = matches!(node.value, NodeValue::Object(_));
    is_object && (node.members().is_empty() || node.get("references").is_some() || node.get("constant_value").is_some())
}

/// Whether an argument of this name takes a list.
fn is_plural(name: &str) -> bool {
    ["ids", "arns", "names", "groups", "roles", "policies"].iter().any(|ending| name.ends_with(ending))
}

fn by_key(node: Option<&Node>) -> SortedMap<&str, &Node> {
    node.map(Node::members).unwrap_or_default().iter().map(|member| (member.key.as_str(), &member.value)).collect()
}

/// The attribute that a reference means whose last part the document left out, by the argument it is given to.
fn likely_attribute(target: &Planned<'_>, argument: &str) -> &'static str {
    let argument = argument.strip_suffix('s').unwrap_or(argument);
    let ending = if argument.ends_with("arn") {
        "arn"
    } else if argument.ends_with("id") {
        "id"
    } else {
        "name"
    };
    if target.has(ending) { ending } else { "id" }
}
