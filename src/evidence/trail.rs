//! The recorded calls in order, each with the instance it was about.

use std::cmp::Ordering;

use super::facts::{Association, Facts, TrailEvent};
use super::model::{ProfileAction, ProfileEvent, ProfileRef};
use super::time::Instant;
use crate::report::model::Severity;
use crate::sorted::{SortedMap, SortedSet};

/// The calls of all inputs, each once, oldest first.
#[derive(Debug, Default)]
pub(super) struct Trail {
    /// Calls by instance.
    pub instances: SortedMap<String, Vec<TrailEvent>>,
    /// Calls on profiles and their roles, by profile name.
    pub profiles: SortedMap<String, Vec<TrailEvent>>,
}

impl Trail {
    /// Sorts the events, drops those that several inputs hold, and finds the instance of those that name
    /// only an association.
    pub fn new(facts: &mut Facts) -> Trail {
        let mut events = std::mem::take(&mut facts.events);
        let instance_of = instances_by_association(&events, &facts.associations);
        let made: SortedSet<(Instant, String)> =
            events.iter().filter_map(|call| Some((call.event.time, call.new_association.clone()?))).collect();
        events.sort_by(|a, b| order(a, b, &made));
        let mut trail = Trail::default();
        let mut seen = SortedSet::new();
        for mut call in events {
            if call.instance.is_none() {
                call.instance = call.association.as_ref().and_then(|id| instance_of.get(id).cloned());
            }
            if !seen.insert(identity(&call)) {
                continue;
            }
            match (&call.instance, &call.association, &call.event.profile) {
                (Some(id), ..) => trail.instances.get_or_default(id.clone()).push(call),
                (None, Some(association), _) => {
                    let message = format!(
                        "{} at {} names only the association {association}, and no input tells its instance: \
                         give the events in which it was made.",
                        call.event.event_name, call.event.time
                    );
                    facts.note(Severity::Warning, "unresolved-association", message, Some(&call.event.source));
                }
                (None, None, Some(ProfileRef { name: Some(name), .. })) => {
                    trail.profiles.get_or_default(name.clone()).push(call);
                }
                _ => {}
            }
        }
        trail
    }
}

/// Whether a call decides which profile an instance has.
pub(super) fn is_change(event: &ProfileEvent) -> bool {
    use ProfileAction::{Associated, Disassociated, Launched, Replaced};
    matches!(event.action, Launched | Associated | Replaced | Disassociated)
}

fn instances_by_association(events: &[TrailEvent], associations: &[Association]) -> SortedMap<String, String> {
    let listed = associations.iter().filter_map(|known| Some((known.id.clone()?, known.instance.clone())));
    let told = events.iter().flat_map(|call| {
        let ids = [call.association.clone(), call.new_association.clone()];
        ids.into_iter().flatten().filter_map(|id| Some((id, call.instance.clone()?)))
    });
    listed.chain(told).collect()
}

/// By time. CloudTrail counts whole seconds, and Terraform swaps a profile within one: an association
/// is dissolved before another is made, unless it is the one just made.
fn order(a: &TrailEvent, b: &TrailEvent, made: &SortedSet<(Instant, String)>) -> Ordering {
    let rank = |call: &TrailEvent| match call.event.action {
        ProfileAction::Launched | ProfileAction::ProfileCreated => 0,
        ProfileAction::Disassociated => {
            let just_made = call.association.as_ref().is_some_and(|id| made.contains(&(call.event.time, id.clone())));
            if just_made { 3 } else { 1 }
        }
        // A role is exchanged the same way.
        ProfileAction::RoleRemoved => 1,
        ProfileAction::Associated | ProfileAction::Replaced | ProfileAction::RoleAdded => 2,
        ProfileAction::Terminated | ProfileAction::ProfileDeleted => 4,
    };
    (a.event.time, rank(a)).cmp(&(b.event.time, rank(b))).then_with(|| a.event.cmp(&b.event))
}

/// One call is one event id, in however many exports; a RunInstances has an entry per instance.
fn identity(call: &TrailEvent) -> (Option<String>, Option<ProfileEvent>) {
    match &call.event.event_id {
        Some(id) => (Some(format!("{id} {}", call.instance.as_deref().unwrap_or_default())), None),
        None => (call.instance.clone(), Some(ProfileEvent { source: String::new(), ..call.event.clone() })),
    }
}
