//! What Terraform refuses of an `output` block that can be read all the same.

use super::constant;
use super::declaration::{constant_argument, known};
use super::plain::is_about;
use super::problem;
use crate::syntax::ast::{Attribute, Block, ExprKind};
use crate::terraform::access::is_name;
use crate::terraform::configuration::Problem;
use crate::terraform::types::Type;
use crate::text::Span;

/// The last two are of Terraform 1.15; OpenTofu has had the first of them before.
const ARGUMENTS: [&str; 7] = ["value", "description", "sensitive", "ephemeral", "depends_on", "deprecated", "type"];

/// Says what is wrong with the declaration.
pub(super) fn check(name: &str, block: &Block, problems: &mut Vec<Problem>) {
    if !is_usual(name, block) {
        tell(name, block, problems);
    }
}

/// Whether there certainly is nothing to say, for almost all outputs.
fn is_usual(name: &str, block: &Block) -> bool {
    let is_usual_argument = |attribute: &Attribute| match &*attribute.name {
        "value" => true,
        "description" => constant::string(&attribute.expr).is_some(),
        "sensitive" => matches!(attribute.expr.kind, ExprKind::Bool(_)),
        _ => false,
    };
    let body = &block.body;
    is_name(name)
        && body.blocks.is_empty()
        && body.attribute("value").is_some()
        && body.attributes.iter().all(is_usual_argument)
}

/// In a function of its own, so that a first check does without it.
#[inline(never)]
fn tell(name: &str, block: &Block, problems: &mut Vec<Problem>) {
    let mut refuse = |span: Span, detail: String| {
        problems.push(problem("refused-declaration", vec![("detail", detail)], Some(span)));
    };
    if !is_name(name) {
        let detail = "a name begins with a letter or underscore and has only letters, digits, _ and -";
        refuse(block.header, detail.to_owned());
    }
    if block.body.attribute("value").is_none() {
        refuse(block.header, "an output needs the argument value".to_owned());
    }
    for attribute in known(block, &["precondition"], &ARGUMENTS, &mut refuse) {
        let wanted = match &*attribute.name {
            "description" | "deprecated" => Type::String,
            "sensitive" | "ephemeral" => Type::Bool,
            "depends_on" if !matches!(attribute.expr.kind, ExprKind::Tuple(_)) => {
                refuse(attribute.expr.span, "depends_on is a list of references".to_owned());
                continue;
            }
            _ => continue,
        };
        if let Err(why) = constant_argument(attribute, &wanted) {
            refuse(attribute.expr.span, format!("{}: {why}", attribute.name));
        }
    }
    for precondition in block.body.nested("precondition") {
        if !precondition.labels.is_empty() {
            refuse(precondition.header, "a precondition block has no labels".to_owned());
        }
        known(&precondition, &[], &["condition", "error_message"], &mut refuse);
        for needed in ["condition", "error_message"] {
            if precondition.body.attribute(needed).is_none() {
                refuse(precondition.header, format!("a precondition needs the argument {needed}"));
            }
        }
        if let Some(condition) = precondition.body.attribute("condition")
            && is_about("", &condition.expr)
        {
            refuse(condition.expr.span, "the condition of a precondition must refer to something".to_owned());
        }
    }
}
