//! Where a profile is written: an argument, or a block that is not there yet.

use std::rc::Rc;

use super::draft::Draft;
use super::references::Reference;
use crate::control::judgement::{Argument, ArgumentSource, ArgumentValue};
use crate::syntax::ast::{Attribute, Block, Body, Expr, ExprKind};
use crate::terraform::configuration::Module;
use crate::text::{Sources, Span};

/// A place that takes a profile.
pub struct Slot {
    /// The module whose names an expression there may use.
    pub module: Rc<Module>,
    /// The resource or call it belongs to: what `count.index` and `each.key` there are about.
    pub owner: Rc<Block>,
    /// Name of the owner, for names of new resources.
    pub owner_name: Rc<str>,
    /// What is to be written.
    pub kind: SlotKind,
}

/// Forms of a slot.
pub enum SlotKind {
    /// `name = profile` in a body.
    Argument {
        /// Where.
        body: Body,
        /// The argument.
        name: String,
        /// The attribute of a profile that it takes: `name` or `arn`.
        takes: &'static str,
        /// What stands there and gives nothing: keep it, and fall back to the profile.
        keep: bool,
    },
    /// A block that is missing.
    Block {
        /// What is set, for a title.
        title: &'static str,
        /// The block up to the profile that it names, which is all it holds besides.
        opening: &'static str,
        /// The attribute of a profile that it takes: `name` or `arn`.
        takes: &'static str,
    },
    /// `iam_instance_profile` in an argument of a call that is an object, or is missing.
    Item {
        /// The call.
        body: Body,
        /// The argument.
        argument: &'static str,
        /// The key in it.
        key: String,
        /// The attribute of a profile that it takes: `name` or `arn`.
        takes: &'static str,
    },
    /// A `dynamic "iam_instance_profile"`.
    Dynamic {
        /// It.
        block: Rc<Block>,
        /// It gives a block, but no profile in it.
        empty: bool,
    },
}

impl Slot {
    /// The argument as it is.
    pub fn written(&self) -> Option<&Attribute> {
        match &self.kind {
            SlotKind::Argument { body, name, .. } => body.attribute(name),
            _ => None,
        }
    }

    /// Words for a title: what is set.
    pub fn title(&self) -> &str {
        match &self.kind {
            SlotKind::Argument { name, .. } | SlotKind::Item { key: name, .. } => name,
            SlotKind::Block { title, .. } => title,
            SlotKind::Dynamic { .. } => "iam_instance_profile",
        }
    }

    /// Writes a reference to a profile.
    pub fn fill(&self, draft: &mut Draft<'_>, sources: &Sources, profile: &Reference) -> Option<()> {
        match &self.kind {
            SlotKind::Argument { body, name, takes, keep } => {
                let value = profile.attribute(takes);
                let Some(written) = body.attribute(name) else { return draft.add_argument(body, name, &value) };
                let (span, value) =
                    if *keep { with_fallback(sources, &written.expr, value) } else { (written.expr.span, value) };
                draft.replace(span, value);
                Some(())
            }
            SlotKind::Block { opening, takes, .. } => {
                let text = format!("{opening}{}\n}}", profile.attribute(takes));
                draft.add_paragraph(&self.owner.body, &text)
            }
            SlotKind::Item { body, argument, key, takes } => {
                let item = format!("{key} = {}", profile.attribute(takes));
                match body.attribute(argument) {
                    Some(written) => draft.add_item(&written.expr, &item),
                    None => draft.add_paragraph(body, &format!("{argument} = {{\n  {item}\n}}")),
                }
            }
            SlotKind::Dynamic { block, empty } => fill_dynamic(draft, sources, block, *empty, profile),
        }
    }
}

/// Makes sure that there is one element, and that it names a profile: the author's choice first, then ours.
fn fill_dynamic(
    draft: &mut Draft<'_>,
    sources: &Sources,
    block: &Block,
    empty: bool,
    profile: &Reference,
) -> Option<()> {
    let for_each = block.body.attribute("for_each")?;
    let content = block.body.blocks("content").next()?;
    let (named, takes) = match (content.body.attribute("name"), content.body.attribute("arn")) {
        (Some(name), None) => (name, "name"),
        (None, Some(arn)) => (arn, "arn"),
        _ => return None,
    };
    let iterator = match block.body.attribute("iterator") {
        Some(iterator) => sources.slice(iterator.expr.span).trim_matches('"').to_owned(),
        None => block.label(0).to_owned(),
    };
    let element = format!("{iterator}.value");
    let value = profile.attribute(takes);
    let text = sources.slice(named.expr.span);
    if empty {
        let (span, value) = with_fallback(sources, &named.expr, value);
        draft.replace(span, value);
    } else if text == element {
        match empty_branch(&for_each.expr) {
            Some(empty) => draft.replace(empty, format!("[{value}]")),
            None => {
                let elements = sources.slice(for_each.expr.span);
                draft.replace(for_each.expr.span, format!("coalescelist({elements}, [{value}])"));
            }
        }
    } else if !text.contains(&format!("{iterator}.")) {
        draft.replace(for_each.expr.span, format!("[coalesce({text}, {value})]"));
        draft.replace(named.expr.span, element);
    } else {
        return None;
    }
    Some(())
}

/// The author's expression, with a value where it gives none: what to replace, and by what. A `"${x}"` becomes `x`, as
/// `terraform fmt` writes it.
fn with_fallback(sources: &Sources, expr: &Expr, value: String) -> (Span, String) {
    let given = expr.unwrapped();
    let Some((branch, other)) = unset_branch(given) else {
        return (expr.span, format!("coalesce({}, {value})", sources.slice(given.span)));
    };
    if is_unset(other) || sources.slice(other.span) == value {
        return (expr.span, value);
    }
    if given.span == expr.span {
        return (branch.span, value);
    }
    let before = sources.slice(Span { end: branch.span.start, ..given.span });
    let after = sources.slice(Span { start: branch.span.end, ..given.span });
    (expr.span, format!("{before}{value}{after}"))
}

/// The branch of a conditional that gives nothing, and the other.
fn unset_branch(expr: &Expr) -> Option<(&Expr, &Expr)> {
    let ExprKind::Conditional(_, then, otherwise) = &expr.kind else { return None };
    [(then, otherwise), (otherwise, then)]
        .into_iter()
        .find(|(branch, _)| is_unset(branch))
        .map(|(branch, other)| (&**branch, &**other))
}

fn is_unset(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Null => true,
        ExprKind::String(text) => text.is_empty(),
        ExprKind::Parens(inner) => is_unset(inner),
        _ => false,
    }
}

/// The `[]` of `condition ? [x] : []`.
fn empty_branch(expr: &Expr) -> Option<Span> {
    match &expr.kind {
        ExprKind::Parens(inner) => empty_branch(inner),
        ExprKind::Conditional(_, then, otherwise) => {
            [then, otherwise].into_iter().find_map(|branch| match &branch.kind {
                ExprKind::Tuple(elements) if elements.is_empty() => Some(branch.span),
                _ => None,
            })
        }
        _ => None,
    }
}

/// Whether the author's expression is worth keeping: it may give a name with other inputs.
pub fn keeps_expression(argument: Option<&Argument>) -> bool {
    argument.is_some_and(|argument| {
        matches!(argument.source, ArgumentSource::Expression(_))
            && matches!(argument.value, ArgumentValue::Null | ArgumentValue::Empty)
    })
}
