//! The evidence report: plain data in AWS's vocabulary, as the JavaScript API returns it.

use serde::Serialize;

use super::time::Instant;
use crate::from_json::{json_object, json_words};
use crate::report::model::{ControlRef, Severity, Status, Tool};

/// What ran, what was attached to it, who says so, and where the sources disagree.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct EvidenceReport {
    /// Version of this shape; 1.
    pub schema_version: u32,
    /// Who made the report.
    pub tool: Tool,
    /// What was checked.
    pub control: ControlRef,
    /// When, as the caller told.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub generated_at: Option<Instant>,
    /// True where no diagnostic is worse than `info`: all was read and joined, and no page is known to be missing.
    pub complete: bool,
    /// The counts.
    pub summary: EvidenceSummary,
    /// What the report was made from, in the order given.
    pub inputs: Vec<EvidenceInput>,
    /// Every instance that any input names: gaps first, terminated ones last.
    pub instances: Vec<InstanceEvidence>,
    /// What could not be read or joined.
    pub diagnostics: Vec<EvidenceDiagnostic>,
}

json_object!(EvidenceReport {
    schema_version,
    tool,
    control,
    generated_at,
    complete,
    summary,
    inputs,
    instances,
    diagnostics
});

/// How many of the instances are what; the statuses add up to `instances`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct EvidenceSummary {
    /// All of them.
    pub instances: u32,
    /// Those in state `running`.
    pub running: u32,
    /// Status `missing`.
    pub missing: u32,
    /// Status `emptied`.
    pub emptied: u32,
    /// Status `unknown`.
    pub unknown: u32,
    /// Status `not_listed`.
    pub not_listed: u32,
    /// Status `attached`.
    pub attached: u32,
    /// Status `terminated`.
    pub terminated: u32,
    /// Contradictions between sources.
    pub conflicts: u32,
    /// Differences between code and run time.
    pub drift: u32,
    /// Diagnostics of severity error.
    pub errors: u32,
}

json_object!(EvidenceSummary {
    instances,
    running,
    missing,
    emptied,
    unknown,
    not_listed,
    attached,
    terminated,
    conflicts,
    drift,
    errors
});

/// One document the report was made from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct EvidenceInput {
    /// As the caller named it.
    pub name: String,
    /// SHA-256 of the bytes as given (before unpacking), in hexadecimal.
    pub sha256: String,
    /// How many bytes were given.
    pub size: u64,
    /// Whether they were packed with gzip.
    pub gzip: bool,
    /// What was found inside.
    pub contents: Vec<InputContent>,
    /// Name of an earlier input with the same bytes; this one was not read again.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub duplicate_of: Option<String>,
}

json_object!(EvidenceInput { name, sha256, size, gzip, contents, duplicate_of });

/// How many records of one kind an input holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct InputContent {
    /// What they are.
    pub kind: InputKind,
    /// Instances, associations, profiles, events, evaluations, findings, resources or results.
    pub records: u64,
}

json_object!(InputContent { kind, records });

/// The exports that are understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum InputKind {
    /// `aws ec2 describe-instances`.
    DescribeInstances,
    /// `aws ec2 describe-iam-instance-profile-associations`.
    DescribeIamInstanceProfileAssociations,
    /// `aws iam list-instance-profiles` or `get-instance-profile`.
    InstanceProfiles,
    /// Event files of a trail, or `aws cloudtrail lookup-events`.
    Cloudtrail,
    /// `aws configservice get-compliance-details-by-config-rule` and its siblings.
    ConfigEvaluations,
    /// Findings in the AWS Security Finding Format.
    SecurityHubFindings,
    /// `terraform show -json` of a state, or a state file of version 4.
    TerraformState,
    /// The JSON report of `ec2-profile-check check`.
    CheckReport,
}

json_words!(InputKind {
    DescribeInstances,
    DescribeIamInstanceProfileAssociations,
    InstanceProfiles,
    Cloudtrail,
    ConfigEvaluations,
    SecurityHubFindings,
    TerraformState,
    CheckReport
});

impl InputKind {
    /// The name as it stands in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            InputKind::DescribeInstances => "describe-instances",
            InputKind::DescribeIamInstanceProfileAssociations => "describe-iam-instance-profile-associations",
            InputKind::InstanceProfiles => "instance-profiles",
            InputKind::Cloudtrail => "cloudtrail",
            InputKind::ConfigEvaluations => "config-evaluations",
            InputKind::SecurityHubFindings => "security-hub-findings",
            InputKind::TerraformState => "terraform-state",
            InputKind::CheckReport => "check-report",
        }
    }
}

/// All that the inputs say of one instance.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct InstanceEvidence {
    /// `i-...`.
    pub instance_id: String,
    /// The owning account.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account: Option<String>,
    /// The region.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
    /// The `Name` tag.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// State as EC2 lists it: `running`, `stopped`, ...; absent where no listing names the instance.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<String>,
    /// `spot`, `scheduled` or `capacity-block`; absent for on-demand instances.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lifecycle: Option<String>,
    /// When it was last started.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub launch_time: Option<Instant>,
    /// The finding of this report.
    pub status: EvidenceStatus,
    /// The source that `status` rests on; absent for `unknown` and `not_listed`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub basis: Option<Basis>,
    /// The attached profile.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub profile: Option<ProfileRef>,
    /// The role in that profile, where a listing of profiles tells.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
    /// The call that attached the profile it has now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attached_by: Option<ProfileEvent>,
    /// The call since which it has no usable profile: launched without, disassociated, or emptied.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub missing_since: Option<ProfileEvent>,
    /// Every recorded change, oldest first.
    pub history: Vec<ProfileEvent>,
    /// The latest evaluation of each AWS Config rule.
    pub config: Vec<ConfigEvaluation>,
    /// The latest state of each Security Hub finding.
    pub security_hub: Vec<SecurityHubFinding>,
    /// Terraform resources that made it.
    pub terraform: Vec<TerraformMatch>,
    /// Where code and run time differ.
    pub drift: Vec<Drift>,
    /// Where sources contradict each other.
    pub conflicts: Vec<Conflict>,
    /// Names of the inputs that mention it.
    pub sources: Vec<String>,
}

json_object!(InstanceEvidence {
    instance_id,
    account,
    region,
    name,
    state,
    lifecycle,
    launch_time,
    status,
    basis,
    profile,
    role,
    attached_by,
    missing_since,
    history,
    config,
    security_hub,
    terraform,
    drift,
    conflicts,
    sources
});

/// Whether an instance has a usable profile. The order is that of urgency.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum EvidenceStatus {
    /// No profile is attached.
    Missing,
    /// A profile is attached, but it has no role, or it was deleted since.
    Emptied,
    /// The inputs name the instance and do not tell.
    Unknown,
    /// Named by some input, not by a complete listing of its account and region: gone, or filtered out.
    NotListed,
    /// A profile is attached.
    Attached,
    /// Terminated or shutting down.
    Terminated,
}

json_words!(EvidenceStatus { Missing, Emptied, Unknown, NotListed, Attached, Terminated });

impl EvidenceStatus {
    /// The name as it stands in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            EvidenceStatus::Missing => "missing",
            EvidenceStatus::Emptied => "emptied",
            EvidenceStatus::Unknown => "unknown",
            EvidenceStatus::NotListed => "not_listed",
            EvidenceStatus::Attached => "attached",
            EvidenceStatus::Terminated => "terminated",
        }
    }
}

/// The kind of source a status rests on, the more direct before the less.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Basis {
    /// The instance listing.
    DescribeInstances,
    /// The association listing.
    DescribeIamInstanceProfileAssociations,
    /// The last recorded call.
    Cloudtrail,
    /// AWS Config's evaluation, which does not name the profile.
    Config,
    /// A Security Hub finding, which does not name the profile.
    SecurityHub,
}

json_words!(Basis { DescribeInstances, DescribeIamInstanceProfileAssociations, Cloudtrail, Config, SecurityHub });

/// An instance profile, as far as a source names it.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct ProfileRef {
    /// `arn:aws:iam::111122223333:instance-profile/path/name`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub arn: Option<String>,
    /// Last segment of the ARN.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// `AIPA...`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
}

json_object!(ProfileRef { arn, name, id });

impl ProfileRef {
    /// The ARN, or else the name, or else the id.
    pub fn label(&self) -> &str {
        self.arn.as_deref().or(self.name.as_deref()).or(self.id.as_deref()).unwrap_or("")
    }
}

/// A recorded call that changed what the instance can assume.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ProfileEvent {
    /// When.
    pub time: Instant,
    /// What it did.
    pub action: ProfileAction,
    /// Name of the API call, e.g. `RunInstances`.
    pub event_name: String,
    /// ARN of the caller, or else the service or account.
    pub by: String,
    /// The service that called for them, e.g. `autoscaling.amazonaws.com`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub invoked_by: Option<String>,
    /// The profile after the call, or the one it changed; absent after a removal.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub profile: Option<ProfileRef>,
    /// Launch template of the launch, with its version: `lt-0abc:3`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub launch_template: Option<String>,
    /// CloudTrail's id of the event.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub event_id: Option<String>,
    /// Name of the input that holds it.
    pub source: String,
}

json_object!(ProfileEvent { time, action, event_name, by, invoked_by, profile, launch_template, event_id, source });

/// What a call did.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ProfileAction {
    /// `RunInstances`.
    Launched,
    /// `AssociateIamInstanceProfile`.
    Associated,
    /// `ReplaceIamInstanceProfileAssociation`.
    Replaced,
    /// `DisassociateIamInstanceProfile`.
    Disassociated,
    /// `TerminateInstances`.
    Terminated,
    /// `CreateInstanceProfile`.
    ProfileCreated,
    /// `AddRoleToInstanceProfile`.
    RoleAdded,
    /// `RemoveRoleFromInstanceProfile`.
    RoleRemoved,
    /// `DeleteInstanceProfile`.
    ProfileDeleted,
}

json_words!(ProfileAction {
    Launched,
    Associated,
    Replaced,
    Disassociated,
    Terminated,
    ProfileCreated,
    RoleAdded,
    RoleRemoved,
    ProfileDeleted
});

impl ProfileAction {
    /// In words.
    pub fn as_str(self) -> &'static str {
        match self {
            ProfileAction::Launched => "launched",
            ProfileAction::Associated => "associated",
            ProfileAction::Replaced => "replaced",
            ProfileAction::Disassociated => "disassociated",
            ProfileAction::Terminated => "terminated",
            ProfileAction::ProfileCreated => "profile created",
            ProfileAction::RoleAdded => "role added",
            ProfileAction::RoleRemoved => "role removed",
            ProfileAction::ProfileDeleted => "profile deleted",
        }
    }
}

/// What AWS Config said.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ConfigEvaluation {
    /// Name of the rule, with the suffix a conformance pack gives it.
    pub rule: String,
    /// `COMPLIANT`, `NON_COMPLIANT`, `NOT_APPLICABLE` or `INSUFFICIENT_DATA`.
    pub compliance: String,
    /// When Config recorded the result.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recorded: Option<Instant>,
    /// Config's remark.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub annotation: Option<String>,
    /// Name of the input that holds it.
    pub source: String,
}

json_object!(ConfigEvaluation { rule, compliance, recorded, annotation, source });

/// What Security Hub said.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SecurityHubFinding {
    /// The finding's id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// `PASSED`, `FAILED`, `WARNING` or `NOT_AVAILABLE`.
    pub compliance: String,
    /// `NEW`, `NOTIFIED`, `SUPPRESSED` or `RESOLVED`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub workflow: Option<String>,
    /// `ACTIVE` or `ARCHIVED`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub record_state: Option<String>,
    /// When it was last updated.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub updated: Option<Instant>,
    /// Name of the input that holds it.
    pub source: String,
}

json_object!(SecurityHubFinding { id, title, compliance, workflow, record_state, updated, source });

/// A resource in a state that stands for the instance.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct TerraformMatch {
    /// As Terraform prints it.
    pub address: String,
    /// Whether it is the instance itself, or the group or fleet that launched it.
    pub role: MatchRole,
    /// The profile that the state records for the instance.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub profile: Option<String>,
    /// What `check` said of that address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub verdict: Option<CodeVerdict>,
    /// Name of the input that holds the state.
    pub source: String,
}

json_object!(TerraformMatch { address, role, profile, verdict, source });

/// How a resource stands for an instance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum MatchRole {
    /// It is the instance, or its spot request.
    Instance,
    /// It is the Auto Scaling group or fleet that the instance's tags name.
    Group,
}

json_words!(MatchRole { Instance, Group });

/// The verdict of a check report on an address.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct CodeVerdict {
    /// Directory of the root module.
    pub root: String,
    /// The verdict.
    pub status: Status,
    /// Its reason.
    pub code: String,
}

json_object!(CodeVerdict { root, status, code });

/// A difference between code and run time.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Drift {
    /// Which.
    pub kind: DriftKind,
    /// The resource; absent where none stands for the instance.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// In one sentence.
    pub message: String,
}

json_object!(Drift { kind, address, message });

/// The ways code and run time can differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum DriftKind {
    /// The code gives it a profile; the instance has none.
    MissingAtRuntime,
    /// The code gives it none; the instance has one.
    AttachedOutsideCode,
    /// Both have one, by different names.
    DifferentProfile,
    /// The state holds an instance that is not there.
    InstanceGone,
    /// No given state holds the instance.
    NotInState,
}

json_words!(DriftKind { MissingAtRuntime, AttachedOutsideCode, DifferentProfile, InstanceGone, NotInState });

impl DriftKind {
    /// The name as it stands in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            DriftKind::MissingAtRuntime => "missing_at_runtime",
            DriftKind::AttachedOutsideCode => "attached_outside_code",
            DriftKind::DifferentProfile => "different_profile",
            DriftKind::InstanceGone => "instance_gone",
            DriftKind::NotInState => "not_in_state",
        }
    }
}

/// A contradiction between two sources.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Conflict {
    /// `config-stale`, `config-disagrees`, `security-hub-stale`, `security-hub-disagrees`,
    /// `cloudtrail-disagrees`, `association-disagrees`, `listings-disagree`, `not-in-listing`, `role-disagrees`,
    /// `in-two-states`.
    pub code: String,
    /// Who says what, and the likely cause.
    pub message: String,
}

json_object!(Conflict { code, message });

/// Something to say about an input.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct EvidenceDiagnostic {
    /// `error`: not read; `warning`: the report may lack something; `info`: worth knowing.
    pub severity: Severity,
    /// Kebab-case code, e.g. `page-missing`.
    pub code: String,
    /// What is wrong and the way out.
    pub message: String,
    /// Name of the input.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub input: Option<String>,
}

json_object!(EvidenceDiagnostic { severity, code, message, input });
