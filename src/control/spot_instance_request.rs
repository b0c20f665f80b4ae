//! `aws_spot_instance_request`: its own `iam_instance_profile`. The launch template of the schema is never sent.

use crate::terraform::evaluator::{Evaluator, Instance, Stop};

use super::context::Context;
use super::judgement::Outcome;
use super::own_argument::judge_own;
use super::profile_form::is_refused;
use super::profile_value::Takes;

/// Judges a spot instance request.
pub fn judge(cx: &Context<'_>, ev: &mut Evaluator<'_>, instance: &Instance) -> Result<Outcome, Stop> {
    let (mut own, argument) = judge_own(cx, ev, instance, "iam_instance_profile", Takes::Name)?;
    if argument.given().is_none()
        && !is_refused(&own)
        && let Some(block) = ev.blocks(instance, "launch_template")?.first()
    {
        own.code = "spot-request-ignores-template";
        own.span = block.header;
    }
    Ok(own)
}
