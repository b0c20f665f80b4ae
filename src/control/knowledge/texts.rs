//! What the control is about: rationale, retrofit advice, ways to implement it, pitfalls and audit evidence.

use std::sync::LazyLock;

use serde::Serialize;

use super::{Code, Framework, StatusText, Tool, codes, frameworks, read, statuses, tools};
use crate::from_json::json_object;

/// Everything there is to say about the control, as `control()` of the API returns it.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Control {
    /// Rationale, retrofit advice, implementations.
    #[serde(flatten)]
    pub about: &'static About,
    /// What each status means.
    pub statuses: &'static [StatusText],
    /// Every result and diagnostic code.
    pub codes: &'static [Code],
    /// The traps.
    pub pitfalls: &'static [PitfallText],
    /// Ten frameworks and their requirements.
    pub frameworks: &'static [Framework],
    /// Other tools that check the same.
    pub tools: &'static [Tool],
    /// What auditors ask for.
    pub evidence: &'static [EvidenceKind],
}

/// The control itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct About {
    /// Identifier in compliance.tf.
    pub id: String,
    /// One line.
    pub title: String,
    /// Why the control exists; one paragraph.
    pub rationale: String,
    /// What is judged, one sentence per kind of resource.
    pub checks: Vec<String>,
    /// How to bring instances that run already under the control.
    pub retrofit: Retrofit,
    /// Ways to satisfy it.
    pub implementations: Vec<Implementation>,
    /// When the texts were last compared with their sources.
    pub last_reviewed: LastReviewed,
}

json_object!(About { id, title, rationale, checks, retrofit, implementations, last_reviewed });

/// Advice for instances that run already.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Retrofit {
    /// One sentence.
    pub summary: String,
    /// Commands in the order in which they are run.
    pub steps: Vec<RetrofitStep>,
    /// How long credentials take to appear.
    pub propagation: String,
    /// What Terraform does on such a change.
    pub terraform: String,
    /// What to clean up afterwards.
    pub cleanup: String,
}

json_object!(Retrofit { summary, steps, propagation, terraform, cleanup });

/// One command of the retrofit.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct RetrofitStep {
    /// Imperative, a few words.
    pub title: String,
    /// When it applies and what it needs.
    pub text: String,
    /// Shell command; INSTANCE_ID, ASSOCIATION_ID and PROFILE_NAME are to be replaced.
    pub command: String,
}

json_object!(RetrofitStep { title, text, command });

/// One way to satisfy the control.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Implementation {
    /// Kebab-case.
    pub id: String,
    /// A few words.
    pub title: String,
    /// How it works.
    pub text: String,
    /// What to watch out for.
    pub note: String,
    /// Terraform that passes.
    pub code: String,
}

json_object!(Implementation { id, title, text, note, code });

/// Dates as `YYYY-MM-DD`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct LastReviewed {
    /// Of the public page of the control that these texts follow.
    pub control_page: String,
    /// Of these texts.
    pub ours: String,
}

json_object!(LastReviewed { control_page, ours });

/// A trap, with code that steps into it and code that does not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PitfallText {
    /// Fixed kebab-case id.
    pub id: String,
    /// A few words.
    pub title: String,
    /// What happens.
    pub explanation: String,
    /// Why it bites.
    pub consequence: String,
    /// How to get out.
    pub way_out: String,
    /// Smallest Terraform in which the trap is reported.
    pub affected: String,
    /// The same, mended.
    pub mended: String,
}

json_object!(PitfallText { id, title, explanation, consequence, way_out, affected, mended });

/// A kind of audit evidence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct EvidenceKind {
    /// Kebab-case.
    pub id: String,
    /// A few words.
    pub title: String,
    /// What it proves.
    pub shows: String,
    /// What an auditor asks when shown it.
    pub auditor_asks: String,
    /// How to export it.
    pub commands: Vec<ExportCommand>,
}

json_object!(EvidenceKind { id, title, shows, auditor_asks, commands });

/// A command that exports evidence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ExportCommand {
    /// What it exports.
    pub title: String,
    /// Shell command.
    pub command: String,
}

json_object!(ExportCommand { title, command });

static ABOUT: LazyLock<About> = LazyLock::new(|| read(include_str!("control.json")));
static PITFALLS: LazyLock<Vec<PitfallText>> = LazyLock::new(|| read(include_str!("pitfalls.json")));
static EVIDENCE: LazyLock<Vec<EvidenceKind>> = LazyLock::new(|| read(include_str!("evidence.json")));

/// Every text of the control.
pub fn control() -> Control {
    Control {
        about: about(),
        statuses: statuses(),
        codes: codes(),
        pitfalls: pitfalls(),
        frameworks: frameworks(),
        tools: tools(),
        evidence: evidence(),
    }
}

/// Id, title, rationale, retrofit advice and implementations.
pub fn about() -> &'static About {
    &ABOUT
}

/// The traps in the order of the explanations page.
pub fn pitfalls() -> &'static [PitfallText] {
    &PITFALLS
}

/// A trap by its id.
pub fn pitfall(id: &str) -> Option<&'static PitfallText> {
    PITFALLS.iter().find(|pitfall| pitfall.id == id)
}

/// What auditors ask for.
pub fn evidence() -> &'static [EvidenceKind] {
    &EVIDENCE
}
