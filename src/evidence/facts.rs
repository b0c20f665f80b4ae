//! What the readers gather from all inputs, before anything is joined.

use super::arn::Scope;
use super::model::*;
use super::time::Instant;
use crate::report::model::Severity;
use crate::sorted::{SortedMap, SortedSet};

/// Everything read so far.
#[derive(Debug, Default)]
pub(super) struct Facts {
    pub listed: SortedMap<String, Listed>,
    pub associations: Vec<Association>,
    pub profiles: Vec<ListedProfile>,
    pub events: Vec<TrailEvent>,
    pub evaluations: Vec<About<ConfigEvaluation>>,
    pub findings: Vec<About<SecurityHubFinding>>,
    pub resources: Vec<StateResource>,
    pub verdicts: Vec<AddressVerdict>,
    pub pages: Vec<Page>,
    pub diagnostics: Vec<EvidenceDiagnostic>,
}

impl Facts {
    /// Adds a diagnostic; `input` names the document it is about.
    pub fn note(&mut self, severity: Severity, code: &str, message: String, input: Option<&str>) {
        let input = input.map(str::to_owned);
        self.diagnostics.push(EvidenceDiagnostic { severity, code: code.to_owned(), message, input });
    }
}

/// An instance in a listing of instances.
#[derive(Clone, Debug, Default)]
pub(super) struct Listed {
    pub scope: Scope,
    pub name: Option<String>,
    pub state: Option<String>,
    pub lifecycle: Option<String>,
    pub launch_time: Option<Instant>,
    pub profile: Option<ProfileRef>,
    /// Tags by which EC2 names the group or fleet that launched it.
    pub groups: Vec<(GroupTag, String)>,
    pub sources: SortedSet<String>,
    /// Profiles named by other listings of the same instance, where they differ ("" for none).
    pub other_profiles: SortedSet<String>,
}

impl Listed {
    /// Whether it is gone for good, or about to be.
    pub fn is_terminated(&self) -> bool {
        matches!(self.state.as_deref(), Some("terminated" | "shutting-down"))
    }
}

/// The tags that EC2 puts on instances which something else launched.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum GroupTag {
    AutoScalingGroup,
    Fleet,
    SpotFleet,
}

impl GroupTag {
    pub const ALL: [GroupTag; 3] = [GroupTag::AutoScalingGroup, GroupTag::Fleet, GroupTag::SpotFleet];

    /// The tag's key.
    pub fn key(self) -> &'static str {
        match self {
            GroupTag::AutoScalingGroup => "aws:autoscaling:groupName",
            GroupTag::Fleet => "aws:ec2:fleet-id",
            GroupTag::SpotFleet => "aws:ec2spot:fleet-request-id",
        }
    }
}

/// An association in a listing of associations.
#[derive(Clone, Debug)]
pub(super) struct Association {
    pub id: Option<String>,
    pub instance: String,
    pub profile: Option<ProfileRef>,
    /// `associating` or `associated`, not on its way out.
    pub active: bool,
    pub source: String,
}

/// A profile in a listing of profiles.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct ListedProfile {
    pub profile: ProfileRef,
    /// IAM allows one; none leaves the instances without credentials.
    pub role: Option<String>,
    pub source: String,
}

/// A recorded call. Calls on profiles carry neither instance nor association.
#[derive(Clone, Debug)]
pub(super) struct TrailEvent {
    pub event: ProfileEvent,
    pub scope: Scope,
    pub instance: Option<String>,
    /// The association the call named; for those that know no instance.
    pub association: Option<String>,
    /// The association the call made.
    pub new_association: Option<String>,
    /// The `Name` tag given at launch.
    pub name: Option<String>,
}

/// A statement about an instance.
#[derive(Clone, Debug)]
pub(super) struct About<T> {
    pub instance: String,
    pub scope: Scope,
    pub statement: T,
}

/// A resource in a state that is an instance or launches some.
#[derive(Clone, Debug)]
pub(super) struct StateResource {
    pub address: String,
    /// A replaced object that is still to be destroyed: its address stands for the new one.
    pub deposed: bool,
    pub subject: StateSubject,
    pub scope: Scope,
    pub source: String,
}

#[derive(Clone, Debug)]
pub(super) enum StateSubject {
    Instance { id: String, profile: Option<String> },
    Group { tag: GroupTag, value: String },
}

/// A result of a check report.
#[derive(Clone, Debug)]
pub(super) struct AddressVerdict {
    pub address: String,
    pub resource_type: String,
    pub verdict: CodeVerdict,
}

/// One page of a paged answer.
#[derive(Clone, Debug)]
pub(super) struct Page {
    pub kind: InputKind,
    pub source: String,
    /// What the page is a page of: accounts and regions, or rules. Empty where the page does not tell.
    pub series: SortedSet<String>,
    /// The answer says that another page follows.
    pub more: bool,
    pub scopes: SortedSet<Scope>,
}

impl Page {
    /// Whether both may be pages of one answer.
    pub fn same_series(&self, other: &Page) -> bool {
        self.kind == other.kind
            && (self.series.is_empty()
                || other.series.is_empty()
                || self.series.iter().any(|one| other.series.contains(one)))
    }
}
