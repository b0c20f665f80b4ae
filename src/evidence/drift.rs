//! Terraform beside the run time: which resource stands for an instance, and where the two differ.

use super::arn::{self, Scope};
use super::facts::{AddressVerdict, Facts, GroupTag, StateResource, StateSubject};
use super::model::*;
use crate::report::model::{Severity, Status};
use crate::sorted::{SortedMap, SortedSet};

/// The reason code of instances whose profile stands in their launch template only: EC2 attaches it, so
/// a profile at run time is what the code says.
const PROFILE_IN_TEMPLATE: &str = "profile-only-in-launch-template";

/// The code's side: the resources of all states, with the verdicts of all check reports.
pub(super) struct Code {
    instances: SortedMap<String, Vec<TerraformMatch>>,
    groups: SortedMap<(GroupTag, String), Vec<(Scope, TerraformMatch)>>,
    has_state: bool,
    diagnostics: Vec<EvidenceDiagnostic>,
}

impl Code {
    /// Joins states and check reports by address.
    pub fn new(facts: &Facts, has_state: bool) -> Code {
        let mut code =
            Code { instances: SortedMap::new(), groups: SortedMap::new(), has_state, diagnostics: Vec::new() };
        let mut by_address: Verdicts<'_> = SortedMap::new();
        for result in &facts.verdicts {
            by_address.get_or_default(&result.address).push(result);
        }
        let mut ambiguous = SortedSet::new();
        for resource in &facts.resources {
            code.add(resource, &by_address, &mut ambiguous);
        }
        for matches in code.instances.values_mut() {
            matches.sort();
            matches.dedup();
        }
        if !ambiguous.is_empty() {
            let message = format!(
                "Several root modules have {}, with different verdicts, and the name of the state does not tell which \
                 is meant: name it like the root module's directory, or give the report of that root alone.",
                join(&ambiguous)
            );
            code.note(Severity::Warning, "ambiguous-address", message);
        }
        code.note_unapplied(facts);
        code
    }

    /// Whether any state was given.
    pub fn has_state(&self) -> bool {
        self.has_state
    }

    /// What could not be joined.
    pub fn diagnostics(self) -> Vec<EvidenceDiagnostic> {
        self.diagnostics
    }

    /// The resources that stand for an instance: itself, or else what launched it by its tags.
    pub fn matches(&self, id: &str, groups: &[(GroupTag, String)], scope: &Scope) -> Vec<TerraformMatch> {
        if let Some(own) = self.instances.get(id) {
            return own.clone();
        }
        let launchers = groups.iter().filter_map(|group| self.groups.get(group)).flatten();
        let mut found: Vec<TerraformMatch> =
            launchers.filter(|(place, _)| place.may_equal(scope)).map(|(_, found)| found.clone()).collect();
        found.sort();
        found.dedup();
        found
    }

    fn add(&mut self, resource: &StateResource, verdicts: &Verdicts<'_>, ambiguous: &mut SortedSet<String>) {
        let verdict = if resource.deposed { None } else { verdict_on(resource, verdicts, ambiguous) };
        let (address, source) = (resource.address.clone(), resource.source.clone());
        match &resource.subject {
            StateSubject::Instance { id, profile } => {
                let profile = profile.clone();
                let found = TerraformMatch { address, role: MatchRole::Instance, profile, verdict, source };
                self.instances.get_or_default(id.clone()).push(found);
            }
            StateSubject::Group { tag, value } => {
                let found = TerraformMatch { address, role: MatchRole::Group, profile: None, verdict, source };
                self.groups.get_or_default((*tag, value.clone())).push((resource.scope.clone(), found));
            }
        }
    }

    fn note(&mut self, severity: Severity, code: &str, message: String) {
        self.diagnostics.push(EvidenceDiagnostic { severity, code: code.to_owned(), message, input: None });
    }

    /// Instances of the check report that no state holds: not applied yet, or of another state.
    fn note_unapplied(&mut self, facts: &Facts) {
        if !self.has_state {
            return;
        }
        let applied: SortedSet<&str> = facts.resources.iter().map(|resource| resource.address.as_str()).collect();
        let of_instances = facts
            .verdicts
            .iter()
            .filter(|result| result.resource_type == "aws_instance" && result.verdict.status != Status::NotApplicable);
        let absent: SortedSet<String> = of_instances
            .filter(|result| !applied.contains(result.address.as_str()))
            .map(|result| result.address.clone())
            .collect();
        if !absent.is_empty() {
            let message = format!("In the code, but in no state given: {}.", join(&absent));
            self.note(Severity::Info, "not-applied", message);
        }
    }
}

/// Results of all check reports by address.
type Verdicts<'a> = SortedMap<&'a str, Vec<&'a AddressVerdict>>;

fn join(names: &SortedSet<String>) -> String {
    names.iter().map(String::as_str).collect::<Vec<_>>().join(", ")
}

/// The verdict on a resource's address, or on the innermost module call around it that the report judged
/// as a whole.
fn verdict_on(
    resource: &StateResource,
    verdicts: &Verdicts<'_>,
    ambiguous: &mut SortedSet<String>,
) -> Option<CodeVerdict> {
    let address = resource.address.as_str();
    let outer = address.rmatch_indices(['.', '[']).filter_map(|(end, _)| verdicts.get(address.get(..end)?));
    let modules = outer.map(|results| results.iter().filter(|result| result.resource_type == "module"));
    let around = || modules.map(|results| results.collect::<Vec<_>>()).find(|results| !results.is_empty());
    let results = verdicts.get(address).map(|results| results.iter().collect()).or_else(around)?;
    let found: Vec<&CodeVerdict> = results.iter().map(|result| &result.verdict).collect();
    let directory = resource.source.rsplit_once(['/', '\\']).map_or("", |(directory, _)| directory);
    let beside = |verdict: &&&CodeVerdict| {
        let rest = directory.strip_suffix(verdict.root.as_str());
        rest.is_some_and(|rest| rest.is_empty() || (!verdict.root.is_empty() && rest.ends_with(['/', '\\'])))
    };
    if let Some(verdict) = found.iter().find(beside) {
        return Some((*verdict).clone());
    }
    let first = found.first()?;
    if found.iter().any(|other| other.status != first.status) {
        ambiguous.insert(resource.address.clone());
        return None;
    }
    Some((*first).clone())
}

/// The differences between what the code says of an instance and what runs.
pub(super) fn find(evidence: &InstanceEvidence, has_state: bool) -> Vec<Drift> {
    let mut found: Vec<Drift> = evidence.terraform.iter().filter_map(|code| compare(evidence, code)).collect();
    let there = !matches!(evidence.status, EvidenceStatus::Terminated | EvidenceStatus::NotListed);
    if has_state && there && evidence.terraform.is_empty() {
        let message = "No state given holds this instance: it was made by hand, or by code that is not here.";
        found.push(Drift { kind: DriftKind::NotInState, address: None, message: message.to_owned() });
    }
    found
}

fn compare(evidence: &InstanceEvidence, code: &TerraformMatch) -> Option<Drift> {
    let drift = |kind, message| Some(Drift { kind, address: Some(code.address.clone()), message });
    let runtime = evidence.profile.as_ref().map_or("a profile", |profile| profile.label());
    match (evidence.status, says(code)) {
        (EvidenceStatus::Terminated, _) if code.role == MatchRole::Instance => {
            drift(DriftKind::InstanceGone, format!("{} is in the state, but the instance is terminated.", code.address))
        }
        (EvidenceStatus::NotListed, _) if code.role == MatchRole::Instance => {
            drift(DriftKind::InstanceGone, format!("{} is in the state, but the instance is not listed.", code.address))
        }
        (EvidenceStatus::Missing, Says::Profile) => {
            let basis = basis(code, "passes", "with a profile");
            drift(
                DriftKind::MissingAtRuntime,
                format!("{} {basis}, but the instance runs without a profile.", code.address),
            )
        }
        (EvidenceStatus::Emptied, Says::Profile) => {
            let basis = basis(code, "passes", "with a profile");
            let message = format!("{} {basis}, but the attached profile has lost its role.", code.address);
            drift(DriftKind::MissingAtRuntime, message)
        }
        (EvidenceStatus::Attached, Says::NoProfile) => {
            let basis = basis(code, "fails", "without a profile");
            drift(DriftKind::AttachedOutsideCode, format!("{} {basis}, but {runtime} is attached.", code.address))
        }
        (EvidenceStatus::Attached, Says::Profile) => {
            let recorded = arn::profile_name(code.profile.as_deref()?);
            let attached = evidence.profile.as_ref()?.name.as_deref()?;
            if recorded == attached {
                return None;
            }
            let message =
                format!("{} has the profile {recorded} in the state, but {attached} is attached.", code.address);
            drift(DriftKind::DifferentProfile, message)
        }
        _ => None,
    }
}

/// What the code gives the instance.
#[derive(Clone, Copy)]
enum Says {
    Profile,
    NoProfile,
    Undecided,
}

/// The verdict decides; where there is none, or it leaves it open, what the state recorded for the
/// instance at the last apply.
fn says(code: &TerraformMatch) -> Says {
    let verdict = code.verdict.as_ref();
    match verdict.map(|verdict| verdict.status) {
        Some(Status::Pass) => return Says::Profile,
        Some(Status::Fail) if verdict.is_some_and(|verdict| verdict.code == PROFILE_IN_TEMPLATE) => {
            return Says::Profile;
        }
        Some(Status::Fail) => return Says::NoProfile,
        Some(Status::Suppressed) => return Says::Undecided,
        _ => {}
    }
    match (code.role, &code.profile) {
        (MatchRole::Group, _) => Says::Undecided,
        (MatchRole::Instance, Some(_)) => Says::Profile,
        (MatchRole::Instance, None) => Says::NoProfile,
    }
}

/// "passes in code" or "is in the state with a profile", by what the code's word rests on.
fn basis(code: &TerraformMatch, verb: &str, recorded: &str) -> String {
    match code.verdict.as_ref().map(|verdict| verdict.status) {
        Some(Status::Fail) if verb == "passes" => "has a profile in its launch template".to_owned(),
        Some(Status::Pass | Status::Fail) => format!("{verb} in code"),
        _ => format!("is in the state {recorded}"),
    }
}
