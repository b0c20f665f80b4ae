//! The evidence report as a text, one file per format.

mod csv;
mod html;
mod markdown;
mod text;

use super::model::{EvidenceReport, InstanceEvidence};
use crate::from_json::json_words;

/// An output format of `renderEvidence`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EvidenceFormat {
    /// Tables for a terminal.
    Text,
    /// One row per instance and per input, RFC 4180.
    Csv,
    /// For pull requests and wikis.
    Markdown,
    /// One page that needs nothing else, for printing and filing.
    Html,
    /// The report itself.
    Json,
}

json_words!(EvidenceFormat { Text, Csv, Markdown, Html, Json });

/// Prints a report. Names and values from the inputs cannot take effect as markup, formula or control
/// sequence in any of the formats.
pub fn render(report: &EvidenceReport, format: EvidenceFormat) -> String {
    match format {
        EvidenceFormat::Text => text::render(report),
        EvidenceFormat::Csv => csv::render(report),
        EvidenceFormat::Markdown => markdown::render(report),
        EvidenceFormat::Html => html::render(report),
        // The report holds strings, numbers and lists only, which always serialise.
        EvidenceFormat::Json => serde_json::to_string_pretty(report).unwrap_or_default() + "\n",
    }
}

/// Headings of the table of instances that text, Markdown and HTML share.
const HEADINGS: [&str; 12] = [
    "Instance",
    "Name",
    "Account",
    "Region",
    "State",
    "Status",
    "Profile",
    "Attached or lost",
    "By",
    "Config",
    "Security Hub",
    "Terraform",
];

/// The cells under [`HEADINGS`]; empty where no input tells.
fn cells(instance: &InstanceEvidence) -> [String; 12] {
    let event = instance.missing_since.as_ref().or(instance.attached_by.as_ref());
    let config = instance.config.iter().map(|said| said.compliance.clone()).collect::<Vec<_>>();
    let hub = instance.security_hub.iter().map(|said| said.compliance.clone()).collect::<Vec<_>>();
    [
        instance.instance_id.clone(),
        instance.name.clone().unwrap_or_default(),
        instance.account.clone().unwrap_or_default(),
        instance.region.clone().unwrap_or_default(),
        instance.state.clone().unwrap_or_default(),
        instance.status.as_str().to_owned(),
        instance.profile.as_ref().map_or_else(String::new, |profile| profile.label().to_owned()),
        event.map_or_else(String::new, |event| format!("{} ({})", event.time, event.action.as_str())),
        event.map_or_else(String::new, |event| event.by.clone()),
        unique(config),
        unique(hub),
        addresses(instance),
    ]
}

fn unique(mut values: Vec<String>) -> String {
    values.sort();
    values.dedup();
    values.join(", ")
}

/// The sentence that sums the report up.
fn headline(report: &EvidenceReport) -> String {
    let summary = &report.summary;
    let gaps = summary.missing + summary.emptied;
    let subject = match gaps {
        0 => "No instance is without a usable profile".to_owned(),
        1 => "1 instance is without a usable profile".to_owned(),
        _ => format!("{gaps} instances are without a usable profile"),
    };
    let rest = format!(
        "{} in all, {} running, {} attached, {} unknown, {} not listed, {} terminated",
        summary.instances, summary.running, summary.attached, summary.unknown, summary.not_listed, summary.terminated
    );
    let complete = if report.complete { "" } else { " The evidence is incomplete: see the remarks." };
    format!("{subject} ({rest}).{complete}")
}

/// Conflicts and drift of an instance, one sentence each.
fn remarks(instance: &InstanceEvidence) -> impl Iterator<Item = (&str, &str)> {
    let conflicts = instance.conflicts.iter().map(|found| (found.code.as_str(), found.message.as_str()));
    conflicts.chain(instance.drift.iter().map(|found| (found.kind.as_str(), found.message.as_str())))
}

/// The Terraform addresses of an instance.
fn addresses(instance: &InstanceEvidence) -> String {
    instance.terraform.iter().map(|found| found.address.as_str()).collect::<Vec<_>>().join(", ")
}

/// The kinds of an input with their counts: `cloudtrail (12)`.
fn contents(input: &super::model::EvidenceInput) -> String {
    let kinds = input.contents.iter().map(|content| format!("{} ({})", content.kind.as_str(), content.records));
    kinds.collect::<Vec<_>>().join(", ")
}
