//! Services that launch EC2 instances with a profile of their own.

use crate::terraform::evaluator::{BlockInstance, Evaluated, Evaluator, Instance, Stop};

use super::context::Context;
use super::judgement::{Deciding, Outcome};
use super::own_argument::{argument_facts, given};
use super::profile_value::{Takes, resolve};
use super::template_users::blocks_at;
use super::text_argument::TextArgument;

/// `compute_resources.instance_role` takes the ARN of a profile, whatever its name says; Fargate has no instances.
pub fn batch(cx: &Context<'_>, ev: &mut Evaluator<'_>, instance: &Instance) -> Result<Outcome, Stop> {
    let Some(block) = ev.blocks(instance, "compute_resources")?.into_iter().next() else {
        return Ok(Outcome::at(instance, "fargate-or-external"));
    };
    if let Some(ty) = ev.block_attribute(instance, &block, "type")?
        && ty.value.as_str().is_some_and(|ty| ty.starts_with("FARGATE"))
    {
        return Ok(Outcome::at(instance, "fargate-or-external"));
    }
    let argument = ev.block_attribute(instance, &block, "instance_role")?;
    judge_argument(cx, ev, instance, Some(&block), "instance_role", Takes::Arn, argument)
}

/// `instance_profile_name` names the profile.
pub fn image_builder(cx: &Context<'_>, ev: &mut Evaluator<'_>, instance: &Instance) -> Result<Outcome, Stop> {
    let argument = ev.attribute(instance, "instance_profile_name")?;
    judge_argument(cx, ev, instance, None, "instance_profile_name", Takes::Name, argument)
}

/// `ec2_attributes.instance_profile` takes the name or the ARN.
pub fn emr(cx: &Context<'_>, ev: &mut Evaluator<'_>, instance: &Instance) -> Result<Outcome, Stop> {
    let block = ev.blocks(instance, "ec2_attributes")?.into_iter().next();
    let argument = match &block {
        Some(block) => ev.block_attribute(instance, block, "instance_profile")?,
        None => None,
    };
    judge_argument(cx, ev, instance, block.as_ref(), "instance_profile", Takes::Either, argument)
}

/// The profile stands in a `setting` of the Auto Scaling namespace.
pub fn beanstalk(cx: &Context<'_>, ev: &mut Evaluator<'_>, instance: &Instance) -> Result<Outcome, Stop> {
    for block in ev.blocks(instance, "setting")? {
        let is = |ev: &mut Evaluator<'_>, name: &str, wanted: &str| -> Result<bool, Stop> {
            let found = ev.block_attribute(instance, &block, name)?;
            Ok(found.is_some_and(|found| found.value.as_str() == Some(wanted)))
        };
        if is(ev, "namespace", "aws:autoscaling:launchconfiguration")? && is(ev, "name", "IamInstanceProfile")? {
            let argument = ev.block_attribute(instance, &block, "value")?;
            return judge_argument(cx, ev, instance, Some(&block), "value", Takes::Either, argument);
        }
    }
    judge_argument(cx, ev, instance, None, "IamInstanceProfile", Takes::Either, None)
}

/// A provider over an Auto Scaling group is judged by that group.
pub fn ecs(cx: &Context<'_>, ev: &mut Evaluator<'_>, instance: &Instance) -> Result<Outcome, Stop> {
    let path = ["managed_instances_provider", "instance_launch_template"];
    let Some(block) = blocks_at(ev, instance, &path)?.into_iter().next() else {
        return Ok(Outcome::at(instance, "fargate-or-external"));
    };
    let argument = ev.block_attribute(instance, &block, "ec2_instance_profile_arn")?;
    judge_argument(cx, ev, instance, Some(&block), "ec2_instance_profile_arn", Takes::Arn, argument)
}

fn judge_argument(
    cx: &Context<'_>,
    ev: &mut Evaluator<'_>,
    instance: &Instance,
    block: Option<&BlockInstance>,
    name: &'static str,
    takes: Takes,
    argument: Option<Evaluated>,
) -> Result<Outcome, Stop> {
    let argument = TextArgument::read(ev, argument)?;
    let mut outcome = match &argument {
        TextArgument::Given(evaluated) => {
            let found = resolve(cx, ev, name, takes, evaluated)?;
            let profile = found.profile.clone();
            let mut outcome = given(instance, found, evaluated, block).with("profile", profile);
            match outcome.status {
                crate::report::model::Status::Pass => outcome.code = "managed-service-profile-attached",
                crate::report::model::Status::Unknown => outcome.code = "managed-service-unknown",
                _ => {}
            }
            outcome
        }
        unset => {
            let mut outcome = Outcome::at(instance, "managed-service-profile-missing").with("argument", name);
            if let Some(evaluated) = unset.evaluated() {
                outcome.span = evaluated.span;
                outcome.deciding = Some(Deciding::new(instance, block, &evaluated.expr));
            }
            outcome
        }
    };
    outcome.facts.argument = Some(argument_facts(cx, name, &argument, block));
    Ok(outcome)
}
