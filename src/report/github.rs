//! GitHub Actions workflow commands: annotations on the changed lines of a pull request.

use super::escape::{workflow_message, workflow_property};
use super::facts;
use super::model::{Finding, Report, Severity, Status};
use crate::text::Location;

/// One command per problem and per piece of advice, then the summary as plain text.
pub fn render(report: &Report) -> String {
    let mut out = String::new();
    for diagnostic in &report.diagnostics {
        let command = match diagnostic.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "notice",
        };
        annotate(&mut out, command, diagnostic.location.as_ref(), &diagnostic.code, &diagnostic.message);
    }
    for finding in &report.results {
        let command = match finding.status {
            Status::Fail => "error",
            Status::Conditional | Status::Unknown => "warning",
            Status::Pass => {
                for pitfall in &finding.pitfalls {
                    let place = pitfall.location.as_ref().unwrap_or(&finding.location);
                    let text = format!("{}: {}\n{}", finding.address, pitfall.title, pitfall.explanation);
                    annotate(&mut out, "notice", Some(place), &pitfall.id, &text);
                }
                continue;
            }
            Status::NotApplicable | Status::Suppressed => continue,
        };
        annotate(&mut out, command, Some(&finding.location), &finding.code, &text(finding));
    }
    out.push_str(&workflow_message(&facts::summary(report)));
    out.push('\n');
    out
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
