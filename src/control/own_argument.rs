//! Subjects with a profile argument of their own.

use crate::report::model::LinkStatus;
use crate::terraform::evaluator::{BlockInstance, Evaluated, Evaluator, Instance, Stop};

use super::context::Context;
use super::judgement::{Argument, Deciding, Outcome};
use super::profile_form::{refused, wrong_form};
use super::profile_value::{ProfileUse, Takes, resolve};
use super::text_argument::TextArgument;

/// The argument as data for fixes and other tools.
pub fn argument_facts(
    cx: &Context<'_>,
    name: &'static str,
    argument: &TextArgument,
    block: Option<&BlockInstance>,
) -> Argument {
    Argument {
        name,
        source: argument.source(cx.configuration),
        value: argument.outcome(),
        span: argument.evaluated().map(|evaluated| evaluated.span),
        block: block.cloned(),
    }
}

/// Judges the argument `name` of an instance: the verdict when it alone decides.
pub fn judge_own(
    cx: &Context<'_>,
    ev: &mut Evaluator<'_>,
    instance: &Instance,
    name: &'static str,
    takes: Takes,
) -> Result<(Outcome, TextArgument), Stop> {
    if let Some(form) = wrong_form(&instance.resource.block.body, name) {
        return Ok((refused(instance, name, &form), TextArgument::Omitted));
    }
    let argument = TextArgument::of(ev, instance, name)?;
    let mut outcome = match &argument {
        TextArgument::Omitted => Outcome::at(instance, "profile-missing"),
        TextArgument::Null(evaluated) => unset(instance, "profile-null", evaluated),
        TextArgument::Empty(evaluated) => unset(instance, "profile-empty", evaluated),
        TextArgument::Given(evaluated) => {
            let found = resolve(cx, ev, name, takes, evaluated)?;
            given(instance, found, evaluated, None)
        }
    };
    outcome.facts.argument = Some(argument_facts(cx, name, &argument, None));
    if argument.given().is_none() {
        outcome.arguments.push(("argument", name.to_owned()));
        if let Some(link) = outcome.chain.first_mut() {
            link.status = LinkStatus::Broken;
            link.reason = Some(format!("{name} is {}", state(&argument)));
        }
    }
    Ok((outcome, argument))
}

/// How an argument without a value came to have none.
pub fn state(argument: &TextArgument) -> &'static str {
    match argument {
        TextArgument::Omitted => "not set",
        TextArgument::Null(_) => "null",
        TextArgument::Empty(_) => "an empty string",
        TextArgument::Given(_) => "set",
    }
}

fn unset(instance: &Instance, code: &'static str, evaluated: &Evaluated) -> Outcome {
    Outcome {
        span: evaluated.span,
        deciding: Some(Deciding::new(instance, None, &evaluated.expr)),
        ..Outcome::at(instance, code)
    }
}

/// The outcome of a profile that an argument of the instance, or of a block in it, leads to.
pub fn given(instance: &Instance, found: ProfileUse, evaluated: &Evaluated, block: Option<&BlockInstance>) -> Outcome {
    let mut outcome = Outcome::at(instance, found.code);
    outcome.span = evaluated.span;
    outcome.arguments = found.arguments;
    outcome.chain.extend(found.links);
    outcome.deciding = Some(Deciding::new(instance, block, &evaluated.expr));
    outcome.pitfalls = found.pitfalls;
    outcome.facts.role_as_profile = found.role_as_profile;
    outcome.facts.profile_without_role = found.without_role;
    outcome
}
