//! Where two sources cannot both be right about an instance.

use super::join::{Subject, config_says, hub_says, is_active, same_profile};
use super::model::*;
use super::time::Instant;

/// The contradictions, in a fixed order.
pub(super) fn find(evidence: &InstanceEvidence, subject: &Subject<'_>) -> Vec<Conflict> {
    let mut found = Vec::new();
    listings(evidence, subject, &mut found);
    associations(evidence, subject, &mut found);
    trail(evidence, subject, &mut found);
    config(evidence, subject, &mut found);
    security_hub(evidence, subject, &mut found);
    two_states(evidence, &mut found);
    found
}

fn push(found: &mut Vec<Conflict>, code: &str, message: String) {
    found.push(Conflict { code: code.to_owned(), message });
}

/// Whether a profile is attached, where the status tells.
fn has_profile(evidence: &InstanceEvidence) -> Option<bool> {
    match evidence.status {
        EvidenceStatus::Attached | EvidenceStatus::Emptied => Some(true),
        EvidenceStatus::Missing => Some(false),
        EvidenceStatus::Unknown | EvidenceStatus::NotListed | EvidenceStatus::Terminated => None,
    }
}

fn name(profile: Option<&ProfileRef>) -> &str {
    profile.map_or("no profile", |profile| profile.label())
}

/// What the report takes to be so, and on whose word.
fn taken(evidence: &InstanceEvidence) -> String {
    let source = match evidence.basis {
        Some(Basis::DescribeInstances) => "describe-instances",
        Some(Basis::DescribeIamInstanceProfileAssociations) => "describe-iam-instance-profile-associations",
        Some(Basis::Cloudtrail) => "CloudTrail",
        Some(Basis::Config) => "another Config rule",
        Some(Basis::SecurityHub) => "another finding",
        None => "no source",
    };
    match (&evidence.profile, has_profile(evidence)) {
        (None, Some(true)) => format!("{source} says that one is attached"),
        (profile, _) => format!("{source} shows {}", name(profile.as_ref())),
    }
}

fn listings(evidence: &InstanceEvidence, subject: &Subject<'_>, found: &mut Vec<Conflict>) {
    if let Some(listed) = subject.listed.filter(|listed| !listed.other_profiles.is_empty()) {
        let others: Vec<&str> =
            listed.other_profiles.iter().map(|p| if p.is_empty() { "no profile" } else { p.as_str() }).collect();
        let message = format!(
            "Listings of this instance differ: {} and {}. They carry no time, so the more worrying one counts; \
             list again and give only the new one.",
            name(listed.profile.as_ref()),
            others.join(", ")
        );
        push(found, "listings-disagree", message);
    }
    if evidence.status == EvidenceStatus::NotListed {
        let mut known: Vec<&str> = Vec::new();
        known.extend(subject.associations.iter().any(|known| known.active).then_some("an association"));
        known.extend((!subject.config.is_empty()).then_some("AWS Config"));
        known.extend(subject.security_hub.iter().any(is_active).then_some("Security Hub"));
        if !known.is_empty() {
            let message = format!(
                "Known to {}, but not in the listing of its account and region: it is gone since, or the listing was \
                 filtered. A filter on the instance profile hides exactly the gaps.",
                known.join(" and ")
            );
            push(found, "not-in-listing", message);
        }
    }
}

fn associations(evidence: &InstanceEvidence, subject: &Subject<'_>, found: &mut Vec<Conflict>) {
    let Some(has_profile) = has_profile(evidence) else { return };
    let Some(association) = subject.association() else { return };
    let profile = association.profile.clone().filter(|_| association.active);
    if evidence.basis != Some(Basis::DescribeInstances) || same_profile(&profile, &evidence.profile) {
        return;
    }
    // An association that was dissolved says nothing of one made by a later launch or call.
    if has_profile && !association.active {
        return;
    }
    let message = format!(
        "describe-iam-instance-profile-associations shows {}, {}: one of the two was taken before a change.",
        name(profile.as_ref()),
        taken(evidence)
    );
    push(found, "association-disagrees", message);
}

fn trail(evidence: &InstanceEvidence, subject: &Subject<'_>, found: &mut Vec<Conflict>) {
    let Some(last) = subject.last_change() else { return };
    let listed = has_profile(evidence).is_some() && evidence.basis < Some(Basis::Cloudtrail);
    if !listed || same_profile(&last.profile, &evidence.profile) {
        return;
    }
    let message = format!(
        "The last call in the events given, {} at {}, left it with {}, but {}: a later call is not among the events, \
         or the listing is older than the call.",
        last.event_name,
        last.time,
        name(last.profile.as_ref()),
        taken(evidence)
    );
    push(found, "cloudtrail-disagrees", message);
}

/// The call that brought about what is now, if it came after `told`.
fn changed_since<'a>(subject: &'a Subject<'_>, has_profile: bool, told: Option<Instant>) -> Option<&'a ProfileEvent> {
    let last = subject.last_change().filter(|last| last.profile.is_some() == has_profile)?;
    (last.time > told?).then_some(last)
}

fn at(time: Option<Instant>) -> String {
    time.map_or_else(|| "at an unknown time".to_owned(), |time| format!("at {time}"))
}

fn config(evidence: &InstanceEvidence, subject: &Subject<'_>, found: &mut Vec<Conflict>) {
    let Some(has_profile) = has_profile(evidence) else { return };
    for said in &subject.config {
        if config_says(&said.compliance).is_none_or(|says| says == has_profile) {
            continue;
        }
        let claim = format!("Config rule {} said {} {}", said.rule, said.compliance, at(said.recorded));
        if let Some(change) = changed_since(subject, has_profile, said.recorded) {
            let message =
                format!("{claim}, before {} at {}: the evaluation is out of date.", change.event_name, change.time);
            push(found, "config-stale", message);
        } else if has_profile {
            let message = format!(
                "{claim}, but {}: the rule has not run since it was attached, or its IamInstanceProfileArnList does \
                 not allow this profile.",
                taken(evidence)
            );
            push(found, "config-disagrees", message);
        } else {
            let message = format!(
                "{claim}, but {}: the profile was removed since, or Config does not record this instance any more.",
                taken(evidence)
            );
            push(found, "config-disagrees", message);
        }
    }
}

fn security_hub(evidence: &InstanceEvidence, subject: &Subject<'_>, found: &mut Vec<Conflict>) {
    let Some(has_profile) = has_profile(evidence) else { return };
    for said in subject.security_hub.iter().filter(|said| is_active(said)) {
        if hub_says(&said.compliance).is_none_or(|says| says == has_profile) {
            continue;
        }
        let claim =
            format!("The Security Hub finding \"{}\" said {} {}", said.title, said.compliance, at(said.updated));
        match changed_since(subject, has_profile, said.updated) {
            Some(change) => {
                let message =
                    format!("{claim}, before {} at {}: the finding is out of date.", change.event_name, change.time);
                push(found, "security-hub-stale", message);
            }
            None => push(found, "security-hub-disagrees", format!("{claim}, but {}.", taken(evidence))),
        }
    }
}

fn two_states(evidence: &InstanceEvidence, found: &mut Vec<Conflict>) {
    let mut own = evidence.terraform.iter().filter(|found| found.role == MatchRole::Instance);
    let Some(first) = own.next() else { return };
    if let Some(second) = own.find(|other| other.source != first.source) {
        let message = format!(
            "Two states hold this instance: {} in {} and {} in {}. Each would undo what the other sets.",
            first.address, first.source, second.address, second.source
        );
        push(found, "in-two-states", message);
    }
}
