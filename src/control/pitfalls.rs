//! The traps that show beside the verdict; those that come with following a chain are noted where it is followed.

use crate::report::model::Status;
use crate::terraform::configuration::ModuleCall;
use crate::terraform::evaluator::{CallInstance, Evaluator, Instance};

use super::context::Context;
use super::credentials;
use super::judgement::{Hit, Outcome};
use super::open_ssh;
use super::subject::subject_type;
use crate::text::Span;

/// Traps of one subject, its verdict given.
pub fn of_instance(cx: &Context<'_>, ev: &mut Evaluator<'_>, instance: &Instance, outcome: &Outcome) -> Vec<Hit> {
    let mut hits = Vec::new();
    let fails = matches!(outcome.status, Status::Fail | Status::Conditional);
    if fails && subject_type(&instance.resource.ty).is_some_and(|subject| subject.is_spot_or_fleet) {
        hits.push(Hit { id: "spot-and-fleet", span: outcome.span });
    }
    if fails && has_no_profile(outcome) {
        let found = open_ssh::of_instance(cx, ev, instance);
        hits.extend(found.map(|span| Hit { id: "ssh-instead-of-session-manager", span }));
    }
    if matches!(outcome.status, Status::Pass | Status::Conditional) {
        let found = disabled_metadata_service(ev, instance);
        hits.extend(found.map(|span| Hit { id: "metadata-service-disabled", span }));
    }
    let keys = credentials::of_instance(ev, instance);
    hits.extend(keys.into_iter().map(|span| Hit { id: "hardcoded-credentials", span }));
    hits
}

/// Where the service that hands out the profile's credentials is turned off for certain.
fn disabled_metadata_service(ev: &mut Evaluator<'_>, instance: &Instance) -> Option<Span> {
    ev.quietly(|ev| {
        let blocks = ev.blocks(instance, "metadata_options").ok()?;
        blocks.iter().find_map(|block| {
            let endpoint = ev.block_attribute(instance, block, "http_endpoint").ok()??;
            (endpoint.value.as_str() == Some("disabled")).then_some(endpoint.span)
        })
    })
}

/// Traps in the arguments of a call whose module is modelled.
pub fn of_call(ev: &mut Evaluator<'_>, call: &ModuleCall, instance: &CallInstance) -> Vec<Hit> {
    let keys = credentials::of_call(ev, call, instance);
    keys.into_iter().map(|span| Hit { id: "hardcoded-credentials", span }).collect()
}

/// Whether nothing is attached at all, rather than something that is no usable profile.
fn has_no_profile(outcome: &Outcome) -> bool {
    use super::judgement::ArgumentValue::{Empty, Null};
    let unset = outcome.facts.argument.as_ref().is_none_or(|argument| matches!(argument.value, Null | Empty));
    unset && outcome.facts.template.as_ref().is_none_or(|template| template.has_profile != Some(true))
}
