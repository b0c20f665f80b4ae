//! The report: plain data in the user's vocabulary. `pkg/index.d.ts` declares the same shapes and a test compares them.

use std::rc::Rc;

use serde::Serialize;

use crate::from_json::{json_object, json_words};
use crate::sorted::SortedMap;
use crate::text::{Location, Position};

/// Everything one check has to say.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Report {
    /// Version of this shape; 1.
    pub schema_version: u32,
    /// Who made the report.
    pub tool: Tool,
    /// What was checked.
    pub control: ControlRef,
    /// Where the check was started, from the top of the repository; absent at its top, and outside of any. Paths in this
    /// report are relative to it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub base: Option<String>,
    /// Present when this is one part of a check, to be joined with the others.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shard: Option<Shard>,
    /// How many results have which status.
    pub summary: Summary,
    /// One result per subject instance, sorted by root, file, position, address.
    pub results: Vec<Finding>,
    /// What could not be read or evaluated, and advice on the input.
    pub diagnostics: Vec<Diagnostic>,
}

json_object!(Position { line, column, offset });
json_object!(Location { file, start, end });
json_object!(Report { schema_version, tool, control, base, shard, summary, results, diagnostics });

/// Name and version of the product.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Tool {
    /// `ec2-profile-check`.
    pub name: String,
    /// Semantic version.
    pub version: String,
}

json_object!(Tool { name, version });

/// The control a report is about.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ControlRef {
    /// Identifier in compliance.tf, e.g. `ec2_instance_iam_profile_attached`.
    pub id: String,
    /// One line.
    pub title: String,
}

json_object!(ControlRef { id, title });

/// Which part of a check a report is of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Shard {
    /// Which of the parts; from 1.
    pub index: u32,
    /// How many parts there are.
    pub count: u32,
    /// SHA-256 of all that the whole check was given, files and options: parts of one check agree in it.
    pub inputs: String,
}

json_object!(Shard { index, count, inputs });

/// Counts per status, and of error diagnostics.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Summary {
    /// Results that pass.
    pub pass: u32,
    /// Results that fail.
    pub fail: u32,
    /// Results decided by inputs without a value.
    pub conditional: u32,
    /// Results that cannot be decided from what was given.
    pub unknown: u32,
    /// Subjects that create nothing, or must not carry a profile.
    pub not_applicable: u32,
    /// Results silenced by a comment with a reason.
    pub suppressed: u32,
    /// Diagnostics of severity error.
    pub errors: u32,
}

json_object!(Summary { pass, fail, conditional, unknown, not_applicable, suppressed, errors });

impl Summary {
    /// Counts one more result.
    pub fn add(&mut self, status: Status) {
        let count = match status {
            Status::Pass => &mut self.pass,
            Status::Fail => &mut self.fail,
            Status::Conditional => &mut self.conditional,
            Status::Unknown => &mut self.unknown,
            Status::NotApplicable => &mut self.not_applicable,
            Status::Suppressed => &mut self.suppressed,
        };
        *count += 1;
    }
}

/// The verdict on one subject instance. (`Result` in the JavaScript API.)
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Finding {
    /// Directory of the root module, "" for the top.
    pub root: String,
    /// As Terraform prints it: `module.a["k"].aws_instance.b[0]`.
    pub address: String,
    /// Terraform resource type, or `module` for a modelled module call.
    pub resource_type: String,
    /// The verdict.
    pub status: Status,
    /// Kebab-case reason code; each is explained once in the control's knowledge.
    pub code: String,
    /// Why, in one sentence.
    pub message: String,
    /// Smallest place that shows it.
    pub location: Location,
    /// Instance, launch template, profile, role, policies, as far as it could be followed.
    pub chain: Vec<ChainLink>,
    /// How the deciding value came about, outermost expression first.
    pub trace: Vec<TraceStep>,
    /// For `conditional`: which inputs lead to which status.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cases: Option<Vec<Case>>,
    /// Traps this subject has stepped into or stands close to.
    pub pitfalls: Vec<Pitfall>,
    /// Framework requirements the subject counts for.
    pub frameworks: Vec<Rc<FrameworkRef>>,
    /// What other tools say of the same code, by tool slug.
    pub tool_verdicts: Rc<SortedMap<String, ToolVerdict>>,
    /// Edits after which the subject passes.
    pub fixes: Vec<Fix>,
    /// For instances that run already without a profile; only where the subject, or one of its cases, fails.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub running: Option<RunningInstances>,
    /// Present when `status` is `suppressed`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub suppression: Option<Suppression>,
}

impl Finding {
    /// Every place in it, but for those of fixes.
    pub fn places(&self) -> impl Iterator<Item = &Location> {
        let links = self.chain.iter().filter_map(|link| link.location.as_ref());
        let steps = self.trace.iter().filter_map(|step| step.location.as_ref());
        let pitfalls = self.pitfalls.iter().filter_map(|pitfall| pitfall.location.as_ref());
        let comments = self.suppression.iter().map(|suppression| &suppression.location);
        [&self.location].into_iter().chain(links).chain(steps).chain(pitfalls).chain(comments)
    }

    /// The same, to change them.
    pub fn places_mut(&mut self) -> impl Iterator<Item = &mut Location> {
        let links = self.chain.iter_mut().filter_map(|link| link.location.as_mut());
        let steps = self.trace.iter_mut().filter_map(|step| step.location.as_mut());
        let pitfalls = self.pitfalls.iter_mut().filter_map(|pitfall| pitfall.location.as_mut());
        let comments = self.suppression.iter_mut().map(|suppression| &mut suppression.location);
        [&mut self.location].into_iter().chain(links).chain(steps).chain(pitfalls).chain(comments)
    }
}

json_object!(Finding {
    root,
    address,
    resource_type,
    status,
    code,
    message,
    location,
    chain,
    trace,
    cases,
    pitfalls,
    frameworks,
    tool_verdicts,
    fixes,
    running,
    suppression
});

/// A verdict.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Runs with a usable profile.
    Pass,
    /// Runs without one, or cannot start.
    Fail,
    /// Depends on inputs without a value.
    Conditional,
    /// Cannot be decided from what was given.
    Unknown,
    /// Creates nothing, or must not carry a profile.
    NotApplicable,
    /// Silenced by a comment with a reason.
    Suppressed,
}

json_words!(Status { Pass, Fail, Conditional, Unknown, NotApplicable, Suppressed });

/// One link of the credential chain.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ChainLink {
    /// What the link is.
    pub kind: LinkKind,
    /// Terraform address, where it is declared; otherwise the literal name or ARN, or "".
    pub address: String,
    /// Whether credentials get through here.
    pub status: LinkStatus,
    /// What the link carries on: the profile name, the role name, the number of policies.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// Why it is broken or unknown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// Where it is declared; of what is not declared in the given files, what leads to it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub location: Option<Location>,
}

json_object!(ChainLink { kind, address, status, value, reason, location });

/// Position of a link in the chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum LinkKind {
    /// The instance, or whatever launches instances.
    Instance,
    /// Launch template or launch configuration.
    LaunchTemplate,
    /// IAM instance profile.
    Profile,
    /// IAM role.
    Role,
    /// The role's policies.
    Policies,
}

json_words!(LinkKind { Instance, LaunchTemplate, Profile, Role, Policies });

/// State of a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum LinkStatus {
    /// Declared and whole.
    Ok,
    /// Breaks the chain.
    Broken,
    /// Not visible in the given code.
    Unknown,
}

json_words!(LinkStatus { Ok, Broken, Unknown });

/// One step of how a value came about.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TraceStep {
    /// Source text of the expression.
    pub expression: String,
    /// What it gives, as Terraform would print it, or `(unknown: why)`.
    pub value: String,
    /// Where the expression stands.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub location: Option<Location>,
}

json_object!(TraceStep { expression, value, location });

/// One combination of undecided inputs and its verdict.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Case {
    /// The inputs assumed.
    pub when: Vec<Assumption>,
    /// The verdict under them.
    pub status: Status,
    /// Its reason.
    pub code: String,
}

json_object!(Case { when, status, code });

/// An assumption about an undecided input, in words a person would use.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Assumption {
    /// E.g. `var.create`.
    pub input: String,
    /// E.g. `false`, `null`, `not empty`.
    pub is: String,
}

json_object!(Assumption { input, is });

/// A trap of the control.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Pitfall {
    /// Fixed id, e.g. `role-without-profile`.
    pub id: String,
    /// A few words.
    pub title: String,
    /// What happens, why it bites and the way out.
    pub explanation: String,
    /// The place in this configuration.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub location: Option<Location>,
}

json_object!(Pitfall { id, title, explanation, location });

/// Requirements of one framework.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FrameworkRef {
    /// E.g. `pcidss`.
    pub slug: String,
    /// Requirement ids as the framework writes them.
    pub requirements: Vec<String>,
}

json_object!(FrameworkRef { slug, requirements });

/// What another tool says.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ToolVerdict {
    /// The other tool's identifier of its check.
    pub id: String,
    /// Its verdict.
    pub verdict: ToolOutcome,
    /// Why, and where it differs from ours.
    pub why: String,
}

json_object!(ToolVerdict { id, verdict, why });

/// Verdict of another tool.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ToolOutcome {
    /// It would pass.
    Pass,
    /// It would fail.
    Fail,
    /// It does not look at this.
    NotEvaluated,
}

json_words!(ToolOutcome { Pass, Fail, NotEvaluated });

/// Text edits that mend the subject.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Fix {
    /// Imperative, one line.
    pub title: String,
    /// Sorted by file and position, not overlapping.
    pub edits: Vec<Edit>,
}

json_object!(Fix { title, edits });

/// Replacement of a range by a text.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Edit {
    /// Path of the file.
    pub file: String,
    /// First character replaced.
    pub start: Position,
    /// One past the last.
    pub end: Position,
    /// What stands there afterwards.
    pub new_text: String,
}

json_object!(Edit { file, start, end, new_text });

/// How instances that run already come to a profile.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RunningInstances {
    /// Shell command that attaches one without a restart; INSTANCE_ID and PROFILE_NAME are to be replaced.
    pub command: String,
    /// How long credentials take to appear.
    pub note: String,
}

json_object!(RunningInstances { command, note });

/// A comment that silences a finding.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Suppression {
    /// The reason given.
    pub reason: String,
    /// `ec2-profile-check:ignore` or `checkov:skip`.
    pub by: String,
    /// Where the comment stands.
    pub location: Location,
}

json_object!(Suppression { reason, by, location });

/// Something to say about the input rather than about a subject.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Diagnostic {
    /// How bad it is.
    pub severity: Severity,
    /// Kebab-case code, e.g. `syntax-error`.
    pub code: String,
    /// What is wrong and the way out.
    pub message: String,
    /// Where.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub location: Option<Location>,
}

json_object!(Diagnostic { severity, code, message, location });

/// Severity of a diagnostic.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Part of the input is wrong or could not be read.
    Error,
    /// The verdict stands, but the input deserves a look.
    Warning,
    /// Worth knowing.
    Info,
}

json_words!(Severity { Error, Warning, Info });
