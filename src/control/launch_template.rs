//! `aws_launch_template`: its `iam_instance_profile` block must name a profile.

use crate::report::model::{LinkKind, LinkStatus, Status};
use crate::terraform::evaluator::{BlockInstance, Evaluator, Instance, Stop};

use super::context::Context;
use super::judgement::{Deciding, Link, Outcome, TemplateUse};
use super::own_argument::{argument_facts, given, state};
use super::profile_form::argument_for_block;
use super::profile_value::{Takes, resolve};
use super::text_argument::TextArgument;

/// The template as a subject of its own.
pub fn judge(cx: &Context<'_>, ev: &mut Evaluator<'_>, instance: &Instance) -> Result<Outcome, Stop> {
    if cx.users.is_for_eks_only(&instance.address) {
        let mut outcome = Outcome::at(instance, "eks-managed-template");
        outcome.chain.iter_mut().for_each(|link| link.kind = LinkKind::LaunchTemplate);
        return Ok(outcome);
    }
    judge_template(cx, ev, instance)
}

/// What whoever launches from the template gets. The chain begins with the template; its address is the argument
/// `template`.
pub fn judge_template(cx: &Context<'_>, ev: &mut Evaluator<'_>, template: &Instance) -> Result<Outcome, Stop> {
    let blocks = ev.blocks(template, "iam_instance_profile")?;
    if let [_, second, ..] = blocks.as_slice() {
        return Err(Stop::error(second.header, "a launch template has no more than one iam_instance_profile block"));
    }
    let mut outcome = match blocks.first() {
        None => match argument_for_block(&template.resource.block.body) {
            Some(span) => Outcome { span, ..Outcome::at(template, "template-profile-as-argument") },
            None => Outcome::at(template, "template-without-profile"),
        },
        Some(block) => judge_block(cx, ev, template, block)?,
    };
    outcome.arguments.push(("template", template.address.to_string()));
    if let Some(link) = outcome.chain.first_mut() {
        link.kind = LinkKind::LaunchTemplate;
        match outcome.code {
            "template-without-profile" => *link = link.clone().broken("no iam_instance_profile block"),
            "template-profile-as-argument" => *link = link.clone().broken("iam_instance_profile is an argument"),
            "template-empty-profile-block" => *link = link.clone().broken("iam_instance_profile names no profile"),
            "template-name-and-arn" => *link = link.clone().broken("iam_instance_profile sets both name and arn"),
            _ => {}
        }
    }
    outcome.facts.template = Some(TemplateUse {
        address: template.address.to_string(),
        instance: Some(template.clone()),
        has_profile: has_profile(&outcome),
    });
    Ok(outcome)
}

fn judge_block(
    cx: &Context<'_>,
    ev: &mut Evaluator<'_>,
    template: &Instance,
    block: &BlockInstance,
) -> Result<Outcome, Stop> {
    let name = TextArgument::of_block(ev, template, block, "name")?;
    let arn = TextArgument::of_block(ev, template, block, "arn")?;
    let chosen = match (name.given(), arn.given()) {
        (Some(_), Some(_)) => None,
        (Some(evaluated), None) => Some(("name", Takes::Name, evaluated)),
        (None, Some(evaluated)) => Some(("arn", Takes::Arn, evaluated)),
        (None, None) => None,
    };
    let argument = match (&name, &arn) {
        (TextArgument::Omitted, TextArgument::Given(_) | TextArgument::Null(_) | TextArgument::Empty(_))
        | (TextArgument::Null(_) | TextArgument::Empty(_), TextArgument::Given(_)) => ("arn", &arn),
        _ => ("name", &name),
    };
    let mut outcome = match chosen {
        Some((attribute, takes, evaluated)) => {
            let mut found = resolve(cx, ev, attribute, takes, evaluated)?;
            found.arguments.retain(|(name, _)| *name != "argument");
            found.arguments.push(("argument", format!("iam_instance_profile.{attribute}")));
            let profile = found.profile.clone();
            let mut outcome = given(template, found, evaluated, Some(block));
            if outcome.status == Status::Pass {
                outcome.code = "template-has-profile";
            }
            outcome.with("profile", profile)
        }
        None => {
            let both = name.given().is_some();
            let code = if both { "template-name-and-arn" } else { "template-empty-profile-block" };
            let mut outcome = Outcome { span: block.header, ..Outcome::at(template, code) };
            if let (false, Some(evaluated)) = (both, argument.1.evaluated()) {
                outcome.span = evaluated.span;
                outcome.deciding = Some(Deciding::new(template, Some(block), &evaluated.expr));
                outcome = outcome.with("why", state(argument.1));
            }
            outcome
        }
    };
    outcome.facts.argument = Some(argument_facts(cx, argument.0, argument.1, Some(block)));
    Ok(outcome)
}

/// Whether an outcome of a template says that it carries a usable profile.
pub fn has_profile(outcome: &Outcome) -> Option<bool> {
    match outcome.status {
        Status::Pass => Some(true),
        Status::Fail => Some(false),
        _ => None,
    }
}

/// The profile a template's outcome names.
pub fn profile_of(outcome: &Outcome) -> String {
    let named = outcome.arguments.iter().find(|(name, _)| *name == "profile");
    named.map(|(_, value)| value.clone()).unwrap_or_default()
}

/// Codes whose sentence is about the block that holds the argument, not about who launches from it.
const SPEAK_OF_ARGUMENT: &[&str] = &[
    "profile-as-block",
    "profile-argument-misspelt",
    "role-without-profile",
    "not-a-profile",
    "undeclared-profile",
    "wrong-attribute",
    "profile-unique-id",
    "profile-arn-invalid",
    "profile-instance-missing",
];

/// Puts whoever launches in front of the chain of what it launches from.
pub fn launched_by(user: &Instance, template: Outcome) -> Outcome {
    let mut chain = vec![Link::declared(LinkKind::Instance, user)];
    if template.status == Status::Unknown
        && let Some(link) = chain.first_mut()
    {
        link.status = LinkStatus::Ok;
    }
    chain.extend(template.chain);
    let mut arguments = template.arguments;
    if SPEAK_OF_ARGUMENT.contains(&template.code)
        && let Some((_, address)) = arguments.iter().find(|(name, _)| *name == "template").cloned()
    {
        arguments.push(("address", address));
    }
    let template_facts = template.facts;
    Outcome {
        span: user.resource.block.header,
        chain,
        arguments,
        facts: super::judgement::Facts { argument: None, ..template_facts },
        ..template
    }
}
