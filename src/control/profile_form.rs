//! A profile in a form that Terraform refuses: a block where the argument belongs, the other way round, or an argument of
//! another name.

use std::rc::Rc;

use crate::syntax::ast::{Attribute, Block, Body, ExprKind};
use crate::terraform::evaluator::Instance;
use crate::text::Span;

use super::judgement::Outcome;

/// What stands in the place of the argument.
pub enum WrongForm<'a> {
    /// A block, static or dynamic.
    Block(&'a Rc<Block>),
    /// An argument that is none, beside which there is not the right one.
    Name(&'a Attribute),
}

/// What stands in a body in place of the argument of this name. What has a profile of its own has no other argument that
/// is about IAM.
pub fn wrong_form<'a>(body: &'a Body, name: &str) -> Option<WrongForm<'a>> {
    let is_it = |block: &&Rc<Block>| &*block.kind == name || &*block.kind == "dynamic" && block.label(0) == name;
    if let Some(block) = body.blocks.iter().find(is_it) {
        return Some(WrongForm::Block(block));
    }
    if body.attribute(name).is_some() {
        return None;
    }
    let is_meant = |other: &&Attribute| other.name.starts_with("iam_") || other.name.starts_with("instance_profile");
    body.attributes.iter().find(is_meant).map(WrongForm::Name)
}

/// The outcome where there is one. In a function of its own, so that a first check does without it.
#[inline(never)]
pub fn refused(instance: &Instance, name: &str, form: &WrongForm<'_>) -> Outcome {
    let (outcome, reason) = match form {
        WrongForm::Block(block) => {
            let outcome = Outcome::at(instance, "profile-as-block");
            (Outcome { span: block.header, ..outcome }, format!("{name} is a block"))
        }
        WrongForm::Name(other) => {
            let outcome = Outcome::at(instance, "profile-argument-misspelt").with("given", &*other.name);
            (Outcome { span: other.span, ..outcome }, format!("{} is no argument", other.name))
        }
    };
    let mut outcome = outcome.with("argument", name);
    outcome.chain.iter_mut().for_each(|link| *link = link.clone().broken(&reason));
    outcome
}

/// The place of an argument in a launch template that stands where the block belongs. Lists and objects are blocks to JSON
/// syntax, and were to Terraform 0.11.
pub fn argument_for_block(body: &Body) -> Option<Span> {
    let argument = body.attribute("iam_instance_profile")?;
    let is_block = matches!(argument.expr.kind, ExprKind::Object(_) | ExprKind::Tuple(_) | ExprKind::Null);
    (!is_block).then_some(argument.span)
}

/// Whether an outcome is that the form is refused: then nothing else that is written matters.
pub fn is_refused(outcome: &Outcome) -> bool {
    matches!(outcome.code, "profile-as-block" | "profile-argument-misspelt")
}
