//! Other tools that check the same, and the sentences that explain their verdicts.

use std::sync::LazyLock;

use serde::Serialize;

use super::codes::fill;
use super::read;
use crate::from_json::{json_object, json_words};
use crate::report::model::{ToolOutcome, ToolVerdict};

/// Another tool's check.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Tool {
    /// Key in `toolVerdicts`.
    pub slug: String,
    /// Name in prose.
    pub name: String,
    /// Its identifier of the check.
    pub id: String,
    /// Whether it reads source or looks at what runs.
    pub reads: ToolReads,
    /// What it looks at.
    pub looks_at: String,
    /// How it decides.
    pub judges: String,
    /// Public documentation.
    pub links: Vec<String>,
    /// Why it judges as it does, in its own special cases.
    pub reasons: Vec<ToolReason>,
}

json_object!(Tool { slug, name, id, reads, looks_at, judges, links, reasons });

/// What a tool reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ToolReads {
    /// Terraform text.
    Source,
    /// The account, after apply.
    RunTime,
}

json_words!(ToolReads { Source, RunTime });

/// A reason for a verdict.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ToolReason {
    /// Kebab-case.
    pub id: String,
    /// The verdict it stands for.
    pub verdict: ToolOutcome,
    /// One sentence; `{tool}` is the tool's name, other placeholders are given by the caller.
    pub text: String,
}

json_object!(ToolReason { id, verdict, text });

/// The data file.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ToolsFile {
    /// The tools.
    pub tools: Vec<Tool>,
    /// Reasons shared by all tools that look at what runs.
    pub run_time_reasons: Vec<ToolReason>,
}

json_object!(ToolsFile { tools, run_time_reasons });

static TOOLS: LazyLock<ToolsFile> = LazyLock::new(|| read(include_str!("tools.json")));

/// The tools in the order in which reports show them.
pub fn tools() -> &'static [Tool] {
    &TOOLS.tools
}

/// A tool by its slug.
pub fn tool(slug: &str) -> Option<&'static Tool> {
    TOOLS.tools.iter().find(|tool| tool.slug == slug)
}

/// The verdict of a tool for a reason, with its sentence filled. `None` when the tool or the reason does not exist.
pub fn tool_verdict(slug: &str, reason: &str, arguments: &[(&str, &str)]) -> Option<ToolVerdict> {
    let tool = tool(slug)?;
    let shared: &[ToolReason] = if tool.reads == ToolReads::RunTime { &TOOLS.run_time_reasons } else { &[] };
    let reason = tool.reasons.iter().chain(shared).find(|candidate| candidate.id == reason)?;
    let mut arguments = arguments.to_vec();
    arguments.push(("tool", &tool.name));
    Some(ToolVerdict { id: tool.id.clone(), verdict: reason.verdict, why: fill(&reason.text, &arguments) })
}
