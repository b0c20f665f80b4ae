//! The traps that show beside the verdict; those that come with following a chain are noted where it is followed.

use crate::report::model::Status;
use crate::terraform::evaluator::{Evaluator, Instance};

use super::context::Context;
use super::judgement::{Hit, Outcome};
use super::subject::is_spot_or_fleet;

/// Traps of one subject, its verdict given.
pub fn of_instance(cx: &Context<'_>, ev: &mut Evaluator<'_>, instance: &Instance, outcome: &Outcome) -> Vec<Hit> {
    let mut hits = Vec::new();
    let fails = matches!(outcome.status, Status::Fail | Status::Conditional);
    if fails && is_spot_or_fleet(&instance.resource.ty) {
        hits.push(Hit { id: "spot-and-fleet", span: outcome.span });
    }
    let _ = (cx, ev);
    hits
}
