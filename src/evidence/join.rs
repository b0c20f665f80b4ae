//! Facts of all inputs into one entry per instance.

use super::arn::Scope;
use super::conflicts;
use super::drift::{self, Code};
use super::facts::{About, Association, Facts, Listed, Page, StateSubject, TrailEvent};
use super::model::*;
use super::time::Instant;
use super::trail::{Trail, is_change};
use super::usable::{Profiles, Usability};
use crate::sorted::{SortedMap, SortedSet};

/// What the inputs say of one instance, before it is judged.
#[derive(Default)]
pub(super) struct Subject<'a> {
    pub listed: Option<&'a Listed>,
    pub associations: Vec<&'a Association>,
    pub calls: &'a [TrailEvent],
    pub scope: Scope,
    pub config: Vec<ConfigEvaluation>,
    pub security_hub: Vec<SecurityHubFinding>,
}

impl Subject<'_> {
    /// The last call that decided which profile it has.
    pub fn last_change(&self) -> Option<&ProfileEvent> {
        self.calls.iter().map(|call| &call.event).rfind(|event| is_change(event))
    }

    /// The association that counts: one that stands, or else one that was dissolved.
    pub fn association(&self) -> Option<&Association> {
        let standing = self.associations.iter().filter(|known| known.active);
        standing.chain(&self.associations).next().copied()
    }
}

/// Every instance named by any input, gaps first.
pub(super) fn instances(facts: &mut Facts, missing: &[Page], has_state: bool) -> Vec<InstanceEvidence> {
    let trail = Trail::new(facts);
    let code = Code::new(facts, has_state);
    let coverage = Coverage::new(facts, missing);
    let profiles = Profiles::new(&trail, &facts.profiles);
    let mut instances: Vec<InstanceEvidence> =
        subjects(facts, &trail).iter().map(|(id, subject)| entry(id, subject, &profiles, &coverage, &code)).collect();
    instances.sort_by(|a, b| {
        let key = |entry: &InstanceEvidence| (entry.status, entry.account.clone(), entry.region.clone());
        key(a).cmp(&key(b)).then_with(|| a.instance_id.cmp(&b.instance_id))
    });
    let diagnostics = code.diagnostics();
    facts.diagnostics.extend(diagnostics);
    instances
}

fn subjects<'a>(facts: &'a Facts, trail: &'a Trail) -> SortedMap<&'a str, Subject<'a>> {
    let mut subjects: SortedMap<&str, Subject<'_>> = SortedMap::new();
    for (id, listed) in &facts.listed {
        let subject = subjects.get_or_default(id);
        subject.listed = Some(listed);
        subject.scope = listed.scope.clone();
    }
    for association in &facts.associations {
        subjects.get_or_default(&association.instance).associations.push(association);
    }
    for (id, calls) in &trail.instances {
        let subject = subjects.get_or_default(id);
        subject.calls = calls;
        for call in calls {
            add_scope(subject, &call.scope);
        }
    }
    for About { instance, scope, statement } in &facts.evaluations {
        let subject = subjects.get_or_default(instance);
        add_scope(subject, scope);
        subject.config.push(statement.clone());
    }
    for About { instance, scope, statement } in &facts.findings {
        let subject = subjects.get_or_default(instance);
        add_scope(subject, scope);
        subject.security_hub.push(statement.clone());
    }
    for resource in &facts.resources {
        if let StateSubject::Instance { id, .. } = &resource.subject {
            add_scope(subjects.get_or_default(id), &resource.scope);
        }
    }
    for subject in subjects.values_mut() {
        subject.associations.sort_by(|a, b| (&a.profile, &a.id).cmp(&(&b.profile, &b.id)));
        subject.config = latest(&subject.config, |said| &said.rule, |said| said.recorded);
        subject.security_hub = latest(&subject.security_hub, |said| &said.id, |said| said.updated);
    }
    subjects
}

fn add_scope(subject: &mut Subject<'_>, scope: &Scope) {
    subject.scope = std::mem::take(&mut subject.scope).or(scope.clone());
}

/// The newest statement of each kind.
fn latest<T: Clone + Ord>(all: &[T], kind: fn(&T) -> &String, time: fn(&T) -> Option<Instant>) -> Vec<T> {
    let mut newest: SortedMap<&String, &T> = SortedMap::new();
    for statement in all {
        let known = newest.get_or_insert_with(kind(statement), || statement);
        if (time(statement), statement) > (time(known), *known) {
            *known = statement;
        }
    }
    newest.into_values().cloned().collect()
}

/// Which accounts and regions the instance listings cover, and where a page of them is missing.
struct Coverage {
    seen: SortedSet<Scope>,
    cut: SortedSet<Scope>,
}

impl Coverage {
    fn new(facts: &Facts, missing: &[Page]) -> Coverage {
        let scopes = |page: &Page| match page.kind {
            // A page without instances does not tell where it belongs, so it may belong anywhere.
            InputKind::DescribeInstances if page.scopes.is_empty() => SortedSet::from([Scope::default()]),
            InputKind::DescribeInstances => page.scopes.clone(),
            _ => SortedSet::new(),
        };
        let mut seen: SortedSet<Scope> = facts.pages.iter().flat_map(scopes).collect();
        if seen.len() > 1 {
            seen.remove(&Scope::default());
        }
        Coverage { seen, cut: missing.iter().flat_map(scopes).collect() }
    }

    /// Whether an instance of that scope would have been listed, were it there.
    fn covers(&self, scope: &Scope) -> bool {
        let any = |scopes: &SortedSet<Scope>| scopes.iter().any(|known| known.may_equal(scope));
        any(&self.seen) && !any(&self.cut)
    }
}

fn entry(
    id: &str,
    subject: &Subject<'_>,
    profiles: &Profiles<'_>,
    coverage: &Coverage,
    code: &Code,
) -> InstanceEvidence {
    let listed = subject.listed;
    let (mut status, basis, profile) = judge(subject, coverage);
    let last = subject.last_change();
    let attached_by = last.filter(|event| event.profile.is_some() && same_profile(&event.profile, &profile));
    let mut missing_since = last.filter(|event| status == EvidenceStatus::Missing && event.profile.is_none()).cloned();
    let mut history: Vec<ProfileEvent> = subject.calls.iter().map(|call| call.event.clone()).collect();
    let mut usability = Usability::default();
    if let Some(profile) = &profile {
        usability = profiles.usability(profile, &subject.scope, attached_by.map(|event| event.time));
        if status == EvidenceStatus::Attached && usability.emptied {
            status = EvidenceStatus::Emptied;
            missing_since = usability.since.clone();
        }
        history.extend(usability.calls.iter().cloned());
        history.sort_by_key(|event| event.time);
    }
    let groups = listed.map_or(&[][..], |listed| &listed.groups);
    let mut evidence = InstanceEvidence {
        instance_id: id.to_owned(),
        account: subject.scope.account.clone(),
        region: subject.scope.region.clone(),
        name: listed
            .and_then(|listed| listed.name.clone())
            .or_else(|| subject.calls.iter().find_map(|call| call.name.clone())),
        state: listed.and_then(|listed| listed.state.clone()),
        lifecycle: listed.and_then(|listed| listed.lifecycle.clone()),
        launch_time: listed.and_then(|listed| listed.launch_time),
        status,
        basis,
        role: usability.role.clone(),
        attached_by: attached_by.cloned(),
        profile,
        missing_since,
        history,
        config: subject.config.clone(),
        security_hub: subject.security_hub.clone(),
        terraform: code.matches(id, groups, &subject.scope),
        drift: Vec::new(),
        conflicts: Vec::new(),
        sources: Vec::new(),
    };
    evidence.drift = drift::find(&evidence, code.has_state());
    evidence.conflicts = conflicts::find(&evidence, subject);
    evidence.conflicts.extend(usability.conflict);
    evidence.sources = sources(&evidence, subject, usability.sources);
    evidence
}

/// Status, what it rests on and the profile: the most direct source that knows decides.
fn judge(subject: &Subject<'_>, coverage: &Coverage) -> (EvidenceStatus, Option<Basis>, Option<ProfileRef>) {
    let by_profile = |basis, profile: Option<ProfileRef>| {
        let status = if profile.is_some() { EvidenceStatus::Attached } else { EvidenceStatus::Missing };
        (status, Some(basis), profile)
    };
    let by_word = |basis, has_profile| {
        let status = if has_profile { EvidenceStatus::Attached } else { EvidenceStatus::Missing };
        (status, Some(basis), None)
    };
    if let Some(listed) = subject.listed {
        let (status, basis, profile) = by_profile(Basis::DescribeInstances, listed.profile.clone());
        return (if listed.is_terminated() { EvidenceStatus::Terminated } else { status }, basis, profile);
    }
    if subject.calls.iter().any(|call| call.event.action == ProfileAction::Terminated) {
        return (EvidenceStatus::Terminated, Some(Basis::Cloudtrail), None);
    }
    if coverage.covers(&subject.scope) {
        return (EvidenceStatus::NotListed, None, None);
    }
    if let Some(association) = subject.association() {
        let profile = association.profile.clone().filter(|_| association.active);
        return by_profile(Basis::DescribeIamInstanceProfileAssociations, profile);
    }
    if let Some(event) = subject.last_change() {
        return by_profile(Basis::Cloudtrail, event.profile.clone());
    }
    let said = subject.config.iter().filter_map(|said| config_says(&said.compliance));
    if let Some(has_profile) = said.min() {
        return by_word(Basis::Config, has_profile);
    }
    let said = subject.security_hub.iter().filter(|said| is_active(said)).filter_map(|said| hub_says(&said.compliance));
    match said.min() {
        Some(has_profile) => by_word(Basis::SecurityHub, has_profile),
        None => (EvidenceStatus::Unknown, None, None),
    }
}

/// Whether Config found a profile; `None` where it came to no result.
pub(super) fn config_says(compliance: &str) -> Option<bool> {
    match compliance {
        "COMPLIANT" => Some(true),
        "NON_COMPLIANT" => Some(false),
        _ => None,
    }
}

/// The same for Security Hub.
pub(super) fn hub_says(compliance: &str) -> Option<bool> {
    match compliance {
        "PASSED" => Some(true),
        "FAILED" => Some(false),
        _ => None,
    }
}

/// Whether a finding is still held up by whoever sent it.
pub(super) fn is_active(finding: &SecurityHubFinding) -> bool {
    finding.record_state.as_deref() != Some("ARCHIVED")
}

/// Whether both name one profile, by whatever both give of it.
pub(super) fn same_profile(a: &Option<ProfileRef>, b: &Option<ProfileRef>) -> bool {
    let (Some(a), Some(b)) = (a, b) else { return a.is_none() && b.is_none() };
    let pairs = [(&a.arn, &b.arn), (&a.name, &b.name), (&a.id, &b.id)];
    pairs.iter().find_map(|(a, b)| Some(a.as_ref()? == b.as_ref()?)).unwrap_or(false)
}

fn sources(evidence: &InstanceEvidence, subject: &Subject<'_>, of_profile: Vec<String>) -> Vec<String> {
    let mut sources: SortedSet<String> = subject.listed.map_or_else(SortedSet::new, |listed| listed.sources.clone());
    sources.extend(of_profile);
    sources.extend(subject.associations.iter().map(|known| known.source.clone()));
    sources.extend(evidence.history.iter().map(|event| event.source.clone()));
    sources.extend(evidence.config.iter().map(|said| said.source.clone()));
    sources.extend(evidence.security_hub.iter().map(|said| said.source.clone()));
    sources.extend(evidence.terraform.iter().map(|found| found.source.clone()));
    sources.into_iter().collect()
}
