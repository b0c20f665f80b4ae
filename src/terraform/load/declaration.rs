//! What Terraform refuses of a `variable` block that can be read all the same.

use std::rc::Rc;

use super::plain::{is_about, refers_to};
use super::{constant, problem};
use crate::syntax::ast::{Attribute, Block, ExprKind};
use crate::terraform::access::is_name;
use crate::terraform::configuration::{Problem, Variable};
use crate::terraform::convert::convert;
use crate::terraform::types::Type;
use crate::text::Span;

/// Names that mean something else in a module block.
const RESERVED: [&str; 8] =
    ["source", "version", "count", "for_each", "providers", "lifecycle", "depends_on", "locals"];
/// The last two are of Terraform 1.15; OpenTofu has had the first of them before.
const ARGUMENTS: [&str; 8] =
    ["default", "type", "description", "sensitive", "ephemeral", "nullable", "deprecated", "const"];

/// Says what is wrong with the declaration, its type apart.
pub(super) fn check(variable: &Variable, problems: &mut Vec<Problem>) {
    if !is_usual(variable) {
        tell(variable, problems);
    }
}

/// Whether there certainly is nothing to say, for almost all variables.
fn is_usual(variable: &Variable) -> bool {
    let body = &variable.block.body;
    let is_usual_argument = |attribute: &Attribute| match &*attribute.name {
        "default" | "type" => true,
        "description" => constant::string(&attribute.expr).is_some(),
        "sensitive" | "ephemeral" | "nullable" => matches!(attribute.expr.kind, ExprKind::Bool(_)),
        _ => false,
    };
    let is_usual_block = |validation: &Rc<Block>| {
        let condition = validation.body.attribute("condition");
        &*validation.kind == "validation"
            && validation.labels.is_empty()
            && validation.body.blocks.is_empty()
            && validation.body.attributes.len() == 2
            && validation.body.attribute("error_message").is_some()
            && condition.is_some_and(|condition| refers_to(&variable.name, &condition.expr))
    };
    variable.wrong_default.is_none()
        && is_name(&variable.name)
        && !RESERVED.contains(&&*variable.name)
        && body.attributes.iter().all(is_usual_argument)
        && body.blocks.iter().all(is_usual_block)
}

/// Whether its validations refer to nothing but its value.
pub(super) fn has_plain_validations(variable: &Variable) -> bool {
    let is_plain = |validation: &Rc<Block>| {
        let message = validation.body.attribute("error_message");
        message.is_none_or(|message| is_about(&variable.name, &message.expr))
    };
    variable.is_validated_alone && variable.block.body.blocks.iter().all(is_plain)
}

/// In a function of its own, so that a first check does without it.
#[inline(never)]
fn tell(variable: &Variable, problems: &mut Vec<Problem>) {
    let mut refuse = |span: Span, detail: String| {
        problems.push(problem("refused-declaration", vec![("detail", detail)], Some(span)));
    };
    let block = &variable.block;
    let name = &*variable.name;
    if let Some(label) = block.labels.first() {
        if RESERVED.contains(&name) {
            refuse(
                label.span,
                format!("no variable can be named {name}, which has a meaning of its own in a module block"),
            );
        } else if !is_name(name) {
            refuse(
                label.span,
                "a name begins with a letter or underscore and has only letters, digits, _ and -".to_owned(),
            );
        }
    }
    if let Some(why) = &variable.wrong_default
        && let Some(default) = &variable.default
    {
        refuse(default.span, why.to_string());
    }
    for attribute in known(block, &["validation"], &ARGUMENTS, &mut refuse) {
        let wanted = match &*attribute.name {
            "description" | "deprecated" => Type::String,
            "sensitive" | "ephemeral" | "nullable" | "const" => Type::Bool,
            _ => continue,
        };
        if let Err(why) = constant_argument(attribute, &wanted) {
            refuse(attribute.expr.span, format!("{}: {why}", attribute.name));
        }
    }
    for validation in block.body.nested("validation") {
        if !validation.labels.is_empty() {
            refuse(validation.header, "a validation block has no labels".to_owned());
        }
        known(&validation, &[], &["condition", "error_message"], &mut refuse);
        for needed in ["condition", "error_message"] {
            if validation.body.attribute(needed).is_none() {
                refuse(validation.header, format!("a validation needs the argument {needed}"));
            }
        }
        if let Some(condition) = validation.body.attribute("condition")
            && !refers_to(name, &condition.expr)
        {
            refuse(
                condition.expr.span,
                format!("the condition of a validation must refer to the variable itself, var.{name}"),
            );
        }
    }
}

/// The arguments that a block may have; refuses others, and blocks.
pub(super) fn known<'b>(
    block: &'b Block,
    blocks: &[&str],
    arguments: &[&str],
    refuse: &mut dyn FnMut(Span, String),
) -> Vec<&'b Attribute> {
    let kind = &block.kind;
    let article = if kind.starts_with('o') { "an" } else { "a" };
    for inner in block.body.blocks.iter().filter(|inner| !blocks.contains(&&*inner.kind)) {
        refuse(inner.header, format!("{article} {kind} block has no block {}", inner.kind));
    }
    let is_known = |attribute: &&Attribute| {
        arguments.contains(&&*attribute.name) || block.body.json && blocks.contains(&&*attribute.name)
    };
    let (known, others): (Vec<&Attribute>, Vec<&Attribute>) = block.body.attributes.iter().partition(is_known);
    for other in others {
        refuse(other.name_span, format!("{article} {kind} block has no argument {}", other.name));
    }
    known
}

/// What is read before anything is evaluated.
pub(super) fn constant_argument(
    attribute: &Attribute,
    wanted: &Type,
) -> Result<crate::terraform::value::Value, String> {
    let value = convert(&constant::computed(&attribute.expr)?, wanted)?;
    if value.is_null() { Err("null cannot stand here".to_owned()) } else { Ok(value) }
}
