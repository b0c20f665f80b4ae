//! JSON syntax to the tree of native syntax.
//!
//! JSON cannot tell an argument from a nested block. What Terraform itself defines (`lifecycle`, `dynamic`,
//! `validation`, ...) becomes blocks; of a provider's resources, everything stays an argument and
//! [`Body::json`] is set: [`Body::nested`] reads blocks from an argument where the reader of the body wants them.

use std::rc::Rc;

use super::reader::{self, Member, Node, Value};
use crate::syntax::ast::{Attribute, Block, Body, Expr, ExprKind, File, Label, ObjectItem, ObjectKey, TemplatePart};
use crate::syntax::{Parsed, SyntaxError, expression, template};
use crate::terraform::functions::string::normalise;
use crate::terraform::number::Number;
use crate::text::{FileId, Source, Span};

type Read<T> = Result<T, SyntaxError>;

/// Blocks that Terraform defines inside blocks of a kind, with their number of labels.
fn own_blocks(kind: &str) -> &'static [(&'static str, usize)] {
    match kind {
        "" => &[
            ("terraform", 0),
            ("provider", 1),
            ("variable", 1),
            ("locals", 0),
            ("output", 1),
            ("module", 1),
            ("resource", 2),
            ("data", 2),
            ("ephemeral", 2),
            ("action", 2),
            ("check", 1),
            ("moved", 0),
            ("import", 0),
            ("removed", 0),
        ],
        "resource" | "data" | "ephemeral" => &[("lifecycle", 0), ("connection", 0), ("provisioner", 1), ("dynamic", 1)],
        "dynamic" => &[("content", 0)],
        "content" => &[("dynamic", 1)],
        "provisioner" => &[("connection", 0)],
        "lifecycle" => &[("precondition", 0), ("postcondition", 0)],
        "variable" => &[("validation", 0)],
        "output" => &[("precondition", 0), ("postcondition", 0)],
        "check" => &[("data", 2), ("assert", 0)],
        "removed" => &[("lifecycle", 0), ("provisioner", 1)],
        "terraform" => &[("required_providers", 0), ("backend", 1), ("cloud", 0), ("provider_meta", 1)],
        _ => &[],
    }
}

/// How Terraform reads the strings of an argument.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Strings {
    /// As templates.
    Templates,
    /// As they are: arguments that are read before anything is known.
    Literal,
    /// As expressions: references and types.
    Expressions,
}

fn strings_of(kind: &str, name: &str) -> Strings {
    match (kind, name) {
        ("variable", "type") | ("resource" | "data" | "ephemeral" | "module", "provider" | "providers") => {
            Strings::Expressions
        }
        (_, "depends_on") | ("lifecycle", "ignore_changes" | "replace_triggered_by") => Strings::Expressions,
        ("moved", _) | ("removed", "from") | ("import", "to" | "provider") => Strings::Expressions,
        ("variable" | "terraform" | "required_providers" | "backend" | "cloud", _) => Strings::Literal,
        ("module", "source" | "version") | ("output", "description" | "sensitive") => Strings::Literal,
        _ => Strings::Templates,
    }
}

/// Reads a configuration file in JSON syntax.
pub fn parse(id: FileId, source: &Source) -> Parsed {
    // The name of a block is its last label: an error inside costs the block.
    let levels = |kind: &str| match kind {
        "resource" | "data" | "ephemeral" => 2,
        _ => 1,
    };
    read(id, source, levels, |tree, root, body| tree.body(root, "", body))
}

/// Reads a variable file in JSON syntax: its strings are literal.
pub fn parse_variables(id: FileId, source: &Source) -> Parsed {
    read(
        id,
        source,
        |_| 0,
        |tree, root, body| {
            for member in tree.members(root)? {
                tree.argument(member, Strings::Literal, body)?;
            }
            Ok(())
        },
    )
}

fn read(
    id: FileId,
    source: &Source,
    levels: fn(&str) -> usize,
    into: impl Fn(&mut Tree<'_>, &Node, &mut Body) -> Read<()>,
) -> Parsed {
    let text = &*source.text;
    let mut body = Body { span: Span::new(id, 0, text.len()), json: true, ..Body::default() };
    let mut tree = Tree { file: id, text, errors: Vec::new() };
    let (root, errors) = reader::parse_in_parts(text, levels);
    for error in errors {
        let length = text.get(error.offset..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
        let span = Span::new(id, error.offset, error.offset + length);
        tree.errors.push(SyntaxError::new(span, error.message));
    }
    if let Some(root) = root
        && let Err(error) = into(&mut tree, &root, &mut body)
    {
        tree.errors.push(error);
    }
    Parsed { file: File { id, body }, errors: tree.errors, at_once: false }
}

struct Tree<'a> {
    file: FileId,
    text: &'a str,
    errors: Vec<SyntaxError>,
}

impl Tree<'_> {
    fn span(&self, start: usize, end: usize) -> Span {
        Span::new(self.file, start, end)
    }

    /// The members of an object, or of the objects of an array.
    fn members<'n>(&self, node: &'n Node) -> Read<Vec<&'n Member>> {
        match &node.value {
            Value::Object(members) => Ok(members.iter().collect()),
            Value::Null => Ok(Vec::new()),
            Value::Array(items) => {
                let mut all = Vec::new();
                for item in items {
                    match &item.value {
                        Value::Object(members) => all.extend(members),
                        _ => return Err(self.no_object(item)),
                    }
                }
                Ok(all)
            }
            _ => Err(self.no_object(node)),
        }
    }

    fn no_object(&self, node: &Node) -> SyntaxError {
        SyntaxError::new(
            self.span(node.start, node.end),
            "A block of Terraform is a JSON object or an array of objects.",
        )
        .way_out("Put the arguments in braces: {\"name\": value}.")
    }

    /// Reads the members of an object as the body of a block of this kind ("" at the top).
    fn body(&mut self, node: &Node, kind: &str, body: &mut Body) -> Read<()> {
        for member in self.members(node)? {
            if member.key == "//" {
                continue;
            }
            let labels = own_blocks(kind).iter().find(|(name, _)| *name == member.key).map(|(_, labels)| *labels);
            let result = match labels {
                Some(count) => self.blocks(member, count, body),
                None if kind.is_empty() => {
                    let span = self.span(member.key_start, member.key_end);
                    Err(SyntaxError::new(span, format!("Terraform has no block `{}`.", member.key))
                        .way_out("Use resource, data, module, variable, locals, output, provider or terraform."))
                }
                None => self.argument(member, strings_of(kind, &member.key), body),
            };
            match result {
                Err(error) if kind.is_empty() => self.errors.push(error),
                other => other?,
            }
        }
        Ok(())
    }

    fn argument(&mut self, member: &Member, strings: Strings, body: &mut Body) -> Read<()> {
        let name_span = self.span(member.key_start, member.key_end);
        if body.attribute(&member.key).is_some() {
            return Err(SyntaxError::new(name_span, "This argument was already set in this object.")
                .way_out("Keep one of the two."));
        }
        let expr = self.expression(&member.value, strings)?;
        let span = name_span.to(expr.span);
        body.attributes.push(Attribute { name: member.key.as_str().into(), name_span, expr: expr.into(), span });
        Ok(())
    }

    fn blocks(&mut self, member: &Member, labels: usize, body: &mut Body) -> Read<()> {
        let kind_span = self.span(member.key_start, member.key_end);
        let mut path = Vec::new();
        self.labelled(&member.key, kind_span, &member.value, labels, &mut path, body)
    }

    fn labelled(
        &mut self,
        kind: &str,
        kind_span: Span,
        node: &Node,
        labels: usize,
        path: &mut Vec<Label>,
        body: &mut Body,
    ) -> Read<()> {
        if labels > 0 {
            for member in self.members(node)? {
                if member.key == "//" {
                    continue;
                }
                let span = self.span(member.key_start, member.key_end);
                path.push(Label { text: member.key.as_str().into(), span });
                let result = self.labelled(kind, kind_span, &member.value, labels - 1, path, body);
                path.pop();
                if let Err(error) = result {
                    self.errors.push(error);
                }
            }
            return Ok(());
        }
        let objects = match &node.value {
            Value::Array(items) => items.iter().collect(),
            Value::Null => Vec::new(),
            _ => vec![node],
        };
        for object in objects {
            if !matches!(object.value, Value::Object(_)) {
                return Err(self.no_object(object));
            }
            let span = self.span(object.start + 1, object.end.saturating_sub(1));
            let mut inner = Body { span, json: true, ..Body::default() };
            self.body(object, kind, &mut inner)?;
            let span = path.last().map_or(kind_span, |label| label.span);
            body.blocks.push(Rc::new(Block {
                kind: kind.into(),
                kind_span,
                labels: path.clone(),
                span: span.to(self.span(object.start, object.end)),
                header: span,
                body: inner,
            }));
        }
        Ok(())
    }

    fn expression(&self, node: &Node, strings: Strings) -> Read<Expr> {
        let span = self.span(node.start, node.end);
        let kind = match &node.value {
            Value::Null => ExprKind::Null,
            Value::Bool(value) => ExprKind::Bool(*value),
            Value::Number(text) => {
                let number = Number::parse(text)
                    .ok_or_else(|| SyntaxError::new(span, "This number is too large or too precise for Terraform."))?;
                ExprKind::Number(number)
            }
            Value::String(text) => return self.string(text, span, strings),
            Value::Array(items) => {
                let items = items.iter().map(|item| self.expression(item, strings));
                ExprKind::Tuple(items.collect::<Read<_>>()?)
            }
            Value::Object(members) => {
                let mut items = Vec::with_capacity(members.len());
                for member in members {
                    let key_span = self.span(member.key_start, member.key_end);
                    let of_key = if strings == Strings::Templates { strings } else { Strings::Literal };
                    let key = ObjectKey::Expr(self.string(&member.key, key_span, of_key)?);
                    items.push(ObjectItem { key, value: self.expression(&member.value, strings)? });
                }
                ExprKind::Object(items)
            }
        };
        Ok(Expr { kind, span })
    }

    /// Places inside a string are exact unless it has escapes.
    fn string(&self, text: &str, span: Span, strings: Strings) -> Read<Expr> {
        let plain = ExprKind::String(normalise(text));
        if strings == Strings::Literal || (strings == Strings::Templates && !text.contains(['$', '%'])) {
            return Ok(Expr { kind: plain, span });
        }
        let inside = span.start as usize + 1;
        let within = |mut error: SyntaxError| {
            let escaped = self.text.get(inside..span.end as usize).is_some_and(|raw| raw.contains('\\'));
            if escaped || error.span.end > span.end {
                error.span = span;
            }
            error
        };
        if strings == Strings::Expressions {
            let expr = expression::parse_at(text, self.file, inside).map_err(within)?;
            return Ok(Expr { span, ..expr });
        }
        let template = template::parse(text, self.file, inside).map_err(within)?;
        let kind = match template.parts.as_slice() {
            [] => ExprKind::String("".into()),
            [TemplatePart::Literal(text)] => ExprKind::String(text.clone()),
            _ => ExprKind::Template(Rc::new(template)),
        };
        Ok(Expr { kind, span })
    }
}

/// The blocks of this kind that a body in JSON syntax has as an argument: an object, or a list of objects. Entries of
/// a `dynamic` argument are blocks already.
pub(in crate::syntax) fn blocks_in(attribute: &Attribute) -> Vec<Rc<Block>> {
    let objects: Vec<&Expr> = match &attribute.expr.kind {
        ExprKind::Object(_) => vec![&attribute.expr],
        ExprKind::Tuple(items) => items.iter().collect(),
        _ => Vec::new(),
    };
    objects.into_iter().filter_map(|object| block_of(attribute, object)).collect()
}

fn block_of(attribute: &Attribute, object: &Expr) -> Option<Rc<Block>> {
    let ExprKind::Object(items) = &object.kind else { return None };
    let mut body = Body { span: object.span, json: true, ..Body::default() };
    for item in items {
        let ObjectKey::Expr(Expr { kind: ExprKind::String(name), span }) = &item.key else { continue };
        if &**name == "//" {
            continue;
        }
        let argument = Attribute {
            name: name.clone(),
            name_span: *span,
            expr: item.value.clone().into(),
            span: span.to(item.value.span),
        };
        match &**name {
            "dynamic" => body.blocks.extend(dynamic_blocks(&argument)),
            _ => body.attributes.push(argument),
        }
    }
    Some(Rc::new(Block {
        kind: attribute.name.clone(),
        kind_span: attribute.name_span,
        labels: Vec::new(),
        body,
        span: attribute.name_span.to(object.span),
        header: attribute.name_span,
    }))
}

/// `"dynamic": {"label": {"for_each": ..., "content": {...}}}` inside a block that was read from an argument.
fn dynamic_blocks(attribute: &Attribute) -> Vec<Rc<Block>> {
    let mut blocks = Vec::new();
    for labelled in blocks_in(attribute) {
        for entry in &labelled.body.attributes {
            for found in blocks_in(entry) {
                let label = Label { text: entry.name.clone(), span: entry.name_span };
                let mut body = found.body.clone();
                if let Some(at) = body.attributes.iter().position(|attribute| &*attribute.name == "content") {
                    let content = body.attributes.remove(at);
                    body.blocks.extend(blocks_in(&content));
                }
                blocks.push(Rc::new(Block {
                    kind: attribute.name.clone(),
                    kind_span: attribute.name_span,
                    labels: vec![label],
                    body,
                    span: found.span,
                    header: entry.name_span,
                }));
            }
        }
    }
    blocks
}
