//! GitHub-flavoured Markdown, for a comment on a pull request or a job summary.

use std::fmt::Write;

use super::RenderOptions;
use super::escape::{attribute, lines, markdown, markdown_code};
use super::facts;
use super::hunks::hunks;
use super::model::{Finding, Fix, Report, Severity, Status};
use super::snippet::Snippets;
use super::texts;
use crate::text::Location;

/// A comment may have 65,536 characters; past this the rest is counted instead of shown.
const LIMIT: usize = 60_000;

/// A headline, the counts, what needs attention, the rest behind folds.
pub fn render(report: &Report, snippets: &Snippets<'_>, options: &RenderOptions<'_>) -> String {
    let mut out = format!("## {}\n\n{}\n", markdown(&report.control.title), markdown(&facts::summary(report)));
    let shown: Vec<&Finding> =
        report.results.iter().filter(|finding| options.verbose || facts::is_problem(finding.status)).collect();
    if !shown.is_empty() {
        out.push_str("\n| Status | Subject | Place | Reason |\n| --- | --- | --- | --- |\n");
    }
    append(&mut out, &shown, |finding| {
        format!(
            "| {} | {} | {} | {} |\n",
            status(finding.status),
            markdown_code(&finding.address),
            place(&finding.location),
            markdown(&finding.message),
        )
    });
    for finding in &shown {
        let details = details(finding, snippets);
        if details.is_empty() || out.len() + details.len() > LIMIT {
            continue;
        }
        // A line that begins with an element is HTML to its end.
        let code = attribute(&texts::title(&finding.code));
        let address = attribute(&finding.address);
        let _ = write!(out, "\n<details><summary><code>{address}</code>: {code}</summary>\n\n{details}\n</details>\n");
    }
    if let Some(running) = facts::running(report) {
        let (command, note) = (fenced("sh", &running.command), markdown(&running.note));
        let _ = write!(out, "\n### {}\n{command}\n{note}\n", facts::RUNNING);
    }
    let advice: Vec<(&Finding, _)> = report
        .results
        .iter()
        .filter(|finding| finding.status == Status::Pass && !options.verbose)
        .flat_map(|finding| finding.pitfalls.iter().map(move |pitfall| (finding, pitfall)))
        .collect();
    section(&mut out, "Advice on what passes", &advice, |(finding, pitfall)| {
        let at = in_brackets(pitfall.location.as_ref().or(Some(&finding.location)));
        format!("- {}{at}: **{}**\n", markdown_code(&finding.address), markdown(&pitfall.title))
    });
    let suppressed: Vec<_> = report.results.iter().filter_map(|f| f.suppression.as_ref().map(|s| (f, s))).collect();
    section(&mut out, "Suppressed", &suppressed, |(finding, suppression)| {
        let at = in_brackets(Some(&suppression.location));
        format!("- {}{at}: {}\n", markdown_code(&finding.address), markdown(&suppression.reason))
    });
    let diagnostics: Vec<_> =
        report.diagnostics.iter().filter(|d| options.verbose || d.severity != Severity::Info).collect();
    section(&mut out, "Input", &diagnostics, |diagnostic| {
        let at = in_brackets(diagnostic.location.as_ref());
        let severity = facts::severity(diagnostic.severity);
        format!("- **{severity}** {}{at}: {}\n", markdown_code(&diagnostic.code), markdown(&diagnostic.message))
    });
    let tool = markdown(&format!("{} {}", report.tool.name, report.tool.version));
    let _ = write!(out, "\n<sub>{tool}, control {}</sub>\n", markdown_code(&report.control.id));
    out
}

fn section<T>(out: &mut String, title: &str, items: &[T], line: impl Fn(&T) -> String) {
    if !items.is_empty() {
        let _ = write!(out, "\n### {title}\n\n");
        append(out, items, line);
    }
}

/// Appends lines while there is room, then says how many are left out.
fn append<T>(out: &mut String, items: &[T], line: impl Fn(&T) -> String) {
    for (index, item) in items.iter().enumerate() {
        let line = line(item);
        if out.len() + line.len() > LIMIT {
            let _ = write!(out, "\n…and {} more, which are in the full report.\n", items.len() - index);
            return;
        }
        out.push_str(&line);
    }
}

fn status(status: Status) -> &'static str {
    match status {
        Status::Fail => "❌ fail",
        Status::Conditional => "⚠️ conditional",
        Status::Unknown => "❔ unknown",
        Status::Pass => "✅ pass",
        Status::NotApplicable => "➖ not applicable",
        Status::Suppressed => "🔇 suppressed",
    }
}

fn place(location: &Location) -> String {
    match facts::place(location) {
        place if place.is_empty() => String::new(),
        place => markdown_code(&place),
    }
}

fn in_brackets(location: Option<&Location>) -> String {
    let place = location.map(place).filter(|place| !place.is_empty());
    place.map(|place| format!(" ({place})")).unwrap_or_default()
}

fn details(finding: &Finding, snippets: &Snippets<'_>) -> String {
    let mut out = String::new();
    if finding.chain.len() > 1 {
        let _ = writeln!(out, "- Chain: {}", markdown_code(&facts::chain(&finding.chain)));
    }
    for case in finding.cases.iter().flatten() {
        let when = markdown(&facts::assumptions(case));
        let _ = writeln!(out, "- When {when}: **{}** ({})", facts::label(case.status), markdown_code(&case.code));
    }
    for pitfall in &finding.pitfalls {
        let _ = writeln!(out, "- **{}**: {}", markdown(&pitfall.title), markdown(&pitfall.explanation));
    }
    for (tool, verdict) in facts::disagreeing(finding) {
        let why = markdown(&verdict.why);
        let _ = writeln!(
            out,
            "- {} {} {}: {why}",
            markdown(texts::tool(tool)),
            markdown_code(&verdict.id),
            facts::outcome(verdict.verdict)
        );
    }
    finding.fixes.iter().for_each(|fix| out.push_str(&changes(fix, snippets)));
    out
}

/// A fix: each place, and what becomes of its lines. Where none go, those that come can be copied.
fn changes(fix: &Fix, snippets: &Snippets<'_>) -> String {
    let mut out = format!("- Fix: {}\n", markdown(&fix.title));
    for hunk in hunks(fix, snippets) {
        let _ = write!(out, "\n{}\n", markdown_code(&hunk.place()));
        out.push_str(&match hunk.removed.is_empty() {
            true => fenced("hcl", &hunk.added.join("\n")),
            false => fenced("diff", &hunk.signed()),
        });
    }
    out
}

/// Text in a fence that is longer than any run of backticks in it.
fn fenced(language: &str, text: &str) -> String {
    let text = lines(text.trim_matches(['\n', '\r']));
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or_default();
    let fence = "`".repeat(longest.max(2) + 1);
    format!("\n{fence}{language}\n{text}\n{fence}\n")
}
