//! `aws_launch_configuration`: its own `iam_instance_profile`, a name or an ARN.

use crate::report::model::{LinkKind, Status};
use crate::terraform::evaluator::{Evaluator, Instance, Stop};

use super::context::Context;
use super::judgement::{Outcome, TemplateUse};
use super::launch_template::has_profile;
use super::own_argument::judge_own;
use super::profile_value::Takes;

/// Judges it, as a subject and for the groups that use it. The chain begins with the launch configuration.
pub fn judge(cx: &Context<'_>, ev: &mut Evaluator<'_>, instance: &Instance) -> Result<Outcome, Stop> {
    let (mut outcome, _) = judge_own(cx, ev, instance, "iam_instance_profile", Takes::Either)?;
    if let Some(link) = outcome.chain.first_mut() {
        link.kind = LinkKind::LaunchTemplate;
    }
    if outcome.code == "profile-missing" {
        outcome.code = "launch-configuration-without-profile";
    } else if outcome.status == Status::Pass && !outcome.arguments.iter().any(|(name, _)| *name == "profile") {
        let name = outcome.arguments.iter().find(|(name, _)| *name == "value" || *name == "input");
        let name = name.map(|(_, value)| value.clone()).unwrap_or_default();
        outcome.arguments.push(("profile", name));
    }
    outcome.arguments.push(("template", instance.address.to_string()));
    outcome.facts.template = Some(TemplateUse {
        address: instance.address.to_string(),
        instance: Some(instance.clone()),
        has_profile: has_profile(&outcome),
    });
    Ok(outcome)
}
