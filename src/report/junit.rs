//! JUnit XML as Ant's task writes it, which is what CI servers read.
//!
//! A root module is a suite and a subject is a case. Only a failure is red: what is conditional, unknown, suppressed or
//! not applicable is skipped with its reason, as the exit code has it too. What could not be read is an error.

use std::fmt::Write;

use super::RenderOptions;
use super::escape::{attribute, markup};
use super::facts;
use super::model::{Diagnostic, Finding, Report, Severity, Status};

/// Suites per root module, then one for errors of the input.
pub fn render(report: &Report, options: &RenderOptions<'_>) -> String {
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n");
    // The schema allows neither fractions nor a time zone.
    let time = options.time().get(..19).unwrap_or_default();
    let mut suites = 0;
    for group in report.results.chunk_by(|a, b| a.root == b.root) {
        let root = group.first().map_or("", |finding| finding.root.as_str());
        let failures = group.iter().filter(|finding| finding.status == Status::Fail).count();
        let skipped = group.iter().filter(|finding| !matches!(finding.status, Status::Fail | Status::Pass)).count();
        let name = if root.is_empty() { "." } else { root };
        open_suite(&mut out, name, suites, [group.len(), failures, 0, skipped], time, report);
        group.iter().for_each(|finding| case(&mut out, finding));
        close_suite(&mut out);
        suites += 1;
    }
    let errors: Vec<&Diagnostic> = report.diagnostics.iter().filter(|d| d.severity == Severity::Error).collect();
    if !errors.is_empty() {
        open_suite(&mut out, "input", suites, [errors.len(), 0, errors.len(), 0], time, report);
        errors.iter().enumerate().for_each(|(index, diagnostic)| error(&mut out, index, diagnostic));
        close_suite(&mut out);
    }
    out.push_str("</testsuites>\n");
    out
}

fn open_suite(out: &mut String, name: &str, id: usize, counts: [usize; 4], time: &str, report: &Report) {
    let [tests, failures, errors, skipped] = counts;
    let name = attribute(name);
    let _ = writeln!(
        out,
        "  <testsuite name=\"{name}\" package=\"{name}\" id=\"{id}\" timestamp=\"{time}\" hostname=\"localhost\" \
         tests=\"{tests}\" failures=\"{failures}\" errors=\"{errors}\" skipped=\"{skipped}\" time=\"0\">"
    );
    out.push_str("    <properties>\n");
    for (name, value) in
        [("tool", format!("{} {}", report.tool.name, report.tool.version)), ("control", report.control.id.clone())]
    {
        let _ = writeln!(out, "      <property name=\"{name}\" value=\"{}\"/>", attribute(&value));
    }
    out.push_str("    </properties>\n");
}

fn close_suite(out: &mut String) {
    out.push_str("    <system-out/>\n    <system-err/>\n  </testsuite>\n");
}

fn case(out: &mut String, finding: &Finding) {
    let class = if finding.location.file.is_empty() { &finding.resource_type } else { &finding.location.file };
    let _ = write!(
        out,
        "    <testcase name=\"{}\" classname=\"{}\" time=\"0\"",
        attribute(&finding.address),
        attribute(class)
    );
    match finding.status {
        Status::Pass => out.push_str("/>\n"),
        Status::Fail => {
            let message = attribute(&finding.message);
            let code = attribute(&finding.code);
            let _ =
                writeln!(out, ">\n      <failure message=\"{message}\" type=\"{code}\">{}</failure>", details(finding));
            out.push_str("    </testcase>\n");
        }
        status => {
            let reason = finding.suppression.as_ref().map_or(&finding.message, |suppression| &suppression.reason);
            let message = attribute(&format!("{}: {reason}", facts::label(status)));
            let _ = writeln!(
                out,
                ">\n      <skipped message=\"{message}\">{}</skipped>\n    </testcase>",
                details(finding)
            );
        }
    }
}

fn details(finding: &Finding) -> String {
    let mut text = format!("{}\n{}", facts::place(&finding.location), finding.message);
    if finding.chain.len() > 1 {
        text.push_str(&format!("\nchain: {}", facts::chain(&finding.chain)));
    }
    for case in finding.cases.iter().flatten() {
        text.push_str(&format!("\ncase: {}: {} ({})", facts::assumptions(case), facts::label(case.status), case.code));
    }
    for pitfall in &finding.pitfalls {
        text.push_str(&format!("\npitfall: {}: {}", pitfall.title, pitfall.explanation));
    }
    for fix in &finding.fixes {
        text.push_str(&format!("\nfix: {}", fix.title));
    }
    markup(&text)
}

fn error(out: &mut String, index: usize, diagnostic: &Diagnostic) {
    let place = diagnostic.location.as_ref().map(facts::place).unwrap_or_default();
    let class = diagnostic.location.as_ref().map_or("input", |location| location.file.as_str());
    let name = attribute(format!("{} {} {place}", index + 1, diagnostic.code).trim_end());
    let _ = writeln!(
        out,
        "    <testcase name=\"{name}\" classname=\"{}\" time=\"0\">\n      <error message=\"{}\" type=\"{}\">{}</error>",
        attribute(class),
        attribute(&diagnostic.message),
        attribute(&diagnostic.code),
        markup(&format!("{place}\n{}", diagnostic.message)),
    );
    out.push_str("    </testcase>\n");
}
