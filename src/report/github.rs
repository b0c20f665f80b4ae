//! GitHub Actions workflow commands: annotations on the changed lines of a pull request.

use super::escape::{workflow_message, workflow_property};
use super::facts;
use super::model::{Finding, Report, Severity, Status};
use crate::text::Location;

/// One command per problem and per piece of advice, then the summary as plain text. GitHub shows the first ten annotations
/// of each kind of a step: so what was found comes before what could not be read, and instances of a block that differ in
/// nothing but their keys share one.
pub fn render(report: &Report) -> String {
    let mut out = String::new();
    for alike in report.results.chunk_by(are_alike) {
        let Some(finding) = alike.first() else { continue };
        let command = match finding.status {
            Status::Fail => "error",
            Status::Conditional | Status::Unknown => "warning",
            Status::Pass => {
                advise(&mut out, finding);
                continue;
            }
            Status::NotApplicable | Status::Suppressed => continue,
        };
        let mut text = text(finding);
        match alike.len() - 1 {
            0 => {}
            1 => text.push_str("\nThe same goes for 1 more instance of this block."),
            more => text.push_str(&format!("\nThe same goes for {more} more instances of this block.")),
        }
        annotate(&mut out, command, Some(&finding.location), &finding.code, &text);
    }
    for diagnostic in &report.diagnostics {
        let command = match diagnostic.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "notice",
        };
        annotate(&mut out, command, diagnostic.location.as_ref(), &diagnostic.code, &diagnostic.message);
    }
    out.push_str(&workflow_message(&facts::summary(report)));
    out.push('\n');
    out
}

/// Whether two findings would be told in the same words at the same place, but for the address.
fn are_alike(a: &Finding, b: &Finding) -> bool {
    let anonymous = |finding: &Finding| text(finding).replace(&finding.address, "");
    let is_told = !matches!(a.status, Status::Pass | Status::NotApplicable | Status::Suppressed);
    is_told && a.status == b.status && a.location == b.location && a.code == b.code && anonymous(a) == anonymous(b)
}

/// The traps of a subject that passes.
fn advise(out: &mut String, finding: &Finding) {
    for pitfall in &finding.pitfalls {
        let place = pitfall.location.as_ref().unwrap_or(&finding.location);
        let text = format!("{}: {}\n{}", finding.address, pitfall.title, pitfall.explanation);
        annotate(out, "notice", Some(place), &pitfall.id, &text);
    }
}

fn text(finding: &Finding) -> String {
    let mut text = facts::sentence(finding);
    if finding.chain.len() > 1 {
        text.push_str(&format!("\nChain: {}", facts::chain(&finding.chain)));
    }
    for case in finding.cases.iter().flatten() {
        text.push_str(&format!("\n{}: {} ({})", facts::assumptions(case), facts::label(case.status), case.code));
    }
    for fix in &finding.fixes {
        text.push_str(&format!("\nFix: {}", fix.title));
    }
    text
}

/// Properties in the order in which GitHub's own toolkit writes them, the empty ones left out as there.
fn annotate(out: &mut String, command: &str, place: Option<&Location>, title: &str, text: &str) {
    let mut properties: Vec<(&str, String)> = vec![("title", workflow_property(title))];
    if let Some(place) = place.filter(|place| !place.file.is_empty()) {
        properties.push(("file", workflow_property(&place.file)));
        if facts::is_somewhere(place) {
            let (line, end) = (place.start.line, place.end.line.max(place.start.line));
            properties.extend([("line", line.to_string()), ("endLine", end.to_string())]);
            // Over several lines GitHub takes the columns for a mistake and drops the annotation.
            if line == end {
                let last = place.end.column.max(place.start.column);
                properties.extend([("col", place.start.column.to_string()), ("endColumn", last.to_string())]);
            }
        }
    }
    out.push_str(&format!("::{command} "));
    let mut separator = "";
    for (name, value) in properties.iter().filter(|(_, value)| !value.is_empty()) {
        out.push_str(&format!("{separator}{name}={value}"));
        separator = ",";
    }
    out.push_str(&format!("::{}\n", workflow_message(text)));
}
