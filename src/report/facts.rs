//! What several formats say alike: words for statuses, the chain in one line, who disagrees, the requirements touched.

use super::model::{
    ChainLink, Finding, LinkKind, LinkStatus, Report, RunningInstances, Severity, Status, Summary, ToolOutcome,
    ToolVerdict,
};

/// Word for a status, as people read it.
pub fn label(status: Status) -> &'static str {
    match status {
        Status::Pass => "pass",
        Status::Fail => "fail",
        Status::Conditional => "conditional",
        Status::Unknown => "unknown",
        Status::NotApplicable => "not applicable",
        Status::Suppressed => "suppressed",
    }
}

/// Word for a severity.
pub fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "info",
    }
}

/// Whether somebody has to do or to supply something.
pub fn is_problem(status: Status) -> bool {
    matches!(status, Status::Fail | Status::Conditional | Status::Unknown)
}

/// The advice for instances that run already: one for the whole report.
pub fn running(report: &Report) -> Option<&RunningInstances> {
    report.results.iter().find_map(|finding| finding.running.as_ref())
}

/// Heading of that advice.
pub const RUNNING: &str = "Instances that run already";

/// An identifier as words: `profile-missing` becomes `Profile missing`. Only letters and digits are left of it.
pub fn words(id: &str) -> String {
    let text: Vec<&str> = id.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let text = text.join(" ");
    let mut characters = text.chars();
    characters.next().map_or_else(String::new, |first| first.to_uppercase().chain(characters).collect())
}

/// The message with the subject's address in it, for formats that show nothing else of a finding.
pub fn sentence(finding: &Finding) -> String {
    match finding.message.contains(&finding.address) {
        true => finding.message.clone(),
        false => format!("{}: {}", finding.address, finding.message),
    }
}

/// The chain in one line. The arrow tells how credentials fare: `->` they pass, `-x->` broken here, `-?->` not visible.
pub fn chain(links: &[ChainLink]) -> String {
    let mut line = String::new();
    for (index, link) in links.iter().enumerate() {
        line.push_str(match (index, link.status) {
            (0, LinkStatus::Ok) => "",
            (0, LinkStatus::Broken) => "x ",
            (0, LinkStatus::Unknown) => "? ",
            (_, LinkStatus::Ok) => " -> ",
            (_, LinkStatus::Broken) => " -x-> ",
            (_, LinkStatus::Unknown) => " -?-> ",
        });
        line.push_str(&chain_link(link));
    }
    line
}

/// One link in few words: its address, or its kind where it has none, what it carries and why it breaks.
fn chain_link(link: &ChainLink) -> String {
    let name = if link.address.is_empty() { kind(link.kind) } else { &link.address };
    format!("{name}{}", particulars(link))
}

/// One link with its kind in front: `role aws_iam_role.web (the policies are not visible)`.
pub fn describe_link(link: &ChainLink) -> String {
    let address = if link.address.is_empty() { String::new() } else { format!(" {}", link.address) };
    format!("{}{address}{}", kind(link.kind), particulars(link))
}

fn particulars(link: &ChainLink) -> String {
    let value = link.value.as_ref().filter(|value| **value != link.address);
    let value = value.map(|value| format!(" \"{value}\"")).unwrap_or_default();
    let reason = link.reason.as_ref().map(|reason| format!(" ({reason})")).unwrap_or_default();
    value + &reason
}

/// Word for a kind of link.
fn kind(kind: LinkKind) -> &'static str {
    match kind {
        LinkKind::Instance => "instance",
        LinkKind::LaunchTemplate => "launch template",
        LinkKind::Profile => "instance profile",
        LinkKind::Role => "role",
        LinkKind::Policies => "policies",
    }
}

/// The tools whose verdict on the same code is definite and not ours, by slug.
pub fn disagreeing(finding: &Finding) -> impl Iterator<Item = (&String, &ToolVerdict)> {
    let status = finding.status;
    finding.tool_verdicts.iter().filter(move |(_, tool)| match (status, tool.verdict) {
        (Status::Suppressed, _) | (_, ToolOutcome::NotEvaluated) => false,
        (Status::Pass | Status::NotApplicable, verdict) => verdict == ToolOutcome::Fail,
        (Status::Fail, verdict) => verdict == ToolOutcome::Pass,
        (Status::Conditional | Status::Unknown, _) => true,
    })
}

/// What a tool does with the subject, as a verb.
pub fn outcome(verdict: ToolOutcome) -> &'static str {
    match verdict {
        ToolOutcome::Pass => "passes it",
        ToolOutcome::Fail => "fails it",
        ToolOutcome::NotEvaluated => "does not look at it",
    }
}

/// The assumptions of a case: `var.create is false and var.name is null`.
pub fn assumptions(case: &super::model::Case) -> String {
    let parts: Vec<String> = case.when.iter().map(|a| format!("{} is {}", a.input, a.is)).collect();
    match parts.is_empty() {
        true => "otherwise".to_owned(),
        false => parts.join(" and "),
    }
}

/// Counts that are not zero, worst first: `2 fail, 1 unknown, 5 pass`.
pub fn counts(summary: &Summary) -> String {
    let parts: Vec<String> = status_counts(summary)
        .into_iter()
        .filter(|(_, count)| *count > 0)
        .map(|(status, count)| format!("{count} {}", label(status)))
        .collect();
    parts.join(", ")
}

/// Every status with its count, worst first.
pub fn status_counts(summary: &Summary) -> [(Status, u32); 6] {
    [
        (Status::Fail, summary.fail),
        (Status::Conditional, summary.conditional),
        (Status::Unknown, summary.unknown),
        (Status::Suppressed, summary.suppressed),
        (Status::NotApplicable, summary.not_applicable),
        (Status::Pass, summary.pass),
    ]
}

/// Counts of some of the findings.
pub fn summary_of(findings: &[&Finding]) -> Summary {
    let mut summary = Summary::default();
    findings.iter().for_each(|finding| summary.add(finding.status));
    summary
}

/// How a report ends: counts, and how much of the input is at fault.
pub fn summary(report: &Report) -> String {
    let mut line = match report.results.len() {
        0 => "Nothing that needs an instance profile was found.".to_owned(),
        1 => format!("1 subject: {}.", counts(&report.summary)),
        subjects => format!("{subjects} subjects: {}.", counts(&report.summary)),
    };
    match report.summary.errors {
        0 => {}
        1 => line.push_str(" 1 error: part of the input is wrong or could not be read."),
        errors => line.push_str(&format!(" {errors} errors: parts of the input are wrong or could not be read.")),
    }
    line
}

/// `file:line:column`, or just the file when there is no line.
pub fn place(location: &crate::text::Location) -> String {
    match location.start.line {
        0 => location.file.clone(),
        line => format!("{}:{line}:{}", location.file, location.start.column),
    }
}

/// Whether a location points into a file at all.
pub fn is_somewhere(location: &crate::text::Location) -> bool {
    !location.file.is_empty() && location.start.line > 0
}

/// A framework that findings count for.
pub struct Framework<'a> {
    /// E.g. `pcidss`.
    pub slug: &'a str,
    /// In the order of first mention.
    pub requirements: Vec<Requirement<'a>>,
}

/// A requirement and the findings that count for it.
pub struct Requirement<'a> {
    /// As the framework writes it.
    pub id: &'a str,
    /// In the order of the report.
    pub findings: Vec<&'a Finding>,
}

/// Puts an item into a sorted list unless it is there already; tells whether it was new.
pub fn insert_sorted<T: Ord>(list: &mut Vec<T>, item: T) -> bool {
    match list.binary_search(&item) {
        Ok(_) => false,
        Err(at) => {
            list.insert(at, item);
            true
        }
    }
}

/// The frameworks of a report in the order of first mention.
pub fn frameworks(report: &Report) -> Vec<Framework<'_>> {
    let mut frameworks: Vec<Framework<'_>> = Vec::new();
    for finding in &report.results {
        for reference in &finding.frameworks {
            let slug = reference.slug.as_str();
            let at = frameworks.iter().position(|framework| framework.slug == slug).unwrap_or_else(|| {
                frameworks.push(Framework { slug, requirements: Vec::new() });
                frameworks.len() - 1
            });
            let Some(framework) = frameworks.get_mut(at) else { continue };
            for id in &reference.requirements {
                match framework.requirements.iter_mut().find(|requirement| requirement.id == id) {
                    Some(requirement) => requirement.findings.push(finding),
                    None => framework.requirements.push(Requirement { id, findings: vec![finding] }),
                }
            }
        }
    }
    frameworks
}
