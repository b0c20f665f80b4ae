//! `aws_instance`: its own `iam_instance_profile`, and what the launch template adds at run time.

use crate::options::LaunchTemplateProfile;
use crate::report::model::{LinkKind, LinkStatus, Status};
use crate::terraform::evaluator::{Evaluator, Instance, Stop};

use super::context::Context;
use super::judgement::{Facts, Link, Outcome};
use super::launch_template::profile_of;
use super::own_argument::{judge_own, state};
use super::profile_form::is_refused;
use super::profile_value::Takes;
use super::template_reference::{SHORT, of_block};

/// Judges an instance.
pub fn judge(cx: &Context<'_>, ev: &mut Evaluator<'_>, instance: &Instance) -> Result<Outcome, Stop> {
    let argument_name = "iam_instance_profile";
    let (own, argument) = judge_own(cx, ev, instance, argument_name, Takes::Name)?;
    if argument.given().is_some() || is_refused(&own) {
        return Ok(own);
    }
    let Some(block) = ev.blocks(instance, "launch_template")?.into_iter().next() else { return Ok(own) };
    let Some(target) = of_block(cx, ev, instance, &block, &SHORT)? else { return Ok(own) };
    let template = target.judge(cx, ev)?;
    let accept = cx.options.launch_template_profile == LaunchTemplateProfile::Accept;
    let (code, status) = match template.status {
        Status::Pass if accept => ("profile-in-launch-template-accepted", Status::Pass),
        Status::Pass => ("profile-only-in-launch-template", Status::Fail),
        Status::Fail => (template.code, Status::Fail),
        _ if accept => (template.code, template.status),
        // Whatever the template holds, the argument is missing on the instance.
        _ => (own.code, Status::Fail),
    };
    let mut first = Link::declared(LinkKind::Instance, instance);
    if status == Status::Fail {
        first.status = LinkStatus::Broken;
        first.reason = Some(format!("{argument_name} is {}", state(&argument)));
    }
    let mut chain = vec![first];
    let profile = profile_of(&template);
    chain.extend(template.chain);
    let mut pitfalls = template.pitfalls;
    pitfalls.extend(target.default_version(ev, instance, &block));
    let mut arguments = own.arguments;
    arguments.extend(template.arguments.into_iter().filter(|(name, _)| *name != "argument"));
    if code == "profile-only-in-launch-template" || code == "profile-in-launch-template-accepted" {
        arguments.retain(|(name, _)| *name != "profile");
        arguments.push(("profile", profile));
    }
    Ok(Outcome {
        status,
        code,
        arguments,
        span: own.span,
        chain,
        deciding: own.deciding,
        pitfalls,
        facts: Facts { argument: own.facts.argument, ..template.facts },
    })
}
