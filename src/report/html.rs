//! One page without scripts, for a browser, a mail attachment or a printer.

use std::fmt::Write;

use super::RenderOptions;
use super::escape::{attribute, markup};
use super::facts;
use super::hunks::hunks;
use super::model::{Finding, Fix, LinkStatus, Report, Status};
use super::snippet::Snippets;
use super::texts;

const STYLE: &str = include_str!("html.css");

/// A complete document: summary, frameworks, every subject, and what was noted about the input.
pub fn render(report: &Report, snippets: &Snippets<'_>, options: &RenderOptions<'_>) -> String {
    let mut out = String::new();
    let title = attribute(&report.control.title);
    let _ = write!(
        out,
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<title>{title}</title>\n<style>\n{STYLE}</style>\n</head>\n\
         <body>\n<header>\n<h1>{title}</h1>\n<p>{}</p>\n",
        attribute(&facts::summary(report))
    );
    let _ = write!(
        out,
        "<p class=\"meta\">Control <code>{}</code>, checked by {} {}{}</p>\n</header>\n<main>\n",
        attribute(&report.control.id),
        attribute(&report.tool.name),
        attribute(&report.tool.version),
        time(options),
    );
    summary(&mut out, report);
    subjects(&mut out, report, snippets, options);
    if let Some(running) = facts::running(report) {
        let (command, note) = (markup(&running.command), attribute(&running.note));
        let _ = writeln!(out, "<h2>{}</h2>\n<pre>{command}</pre>\n<p>{note}</p>", facts::RUNNING);
    }
    frameworks(&mut out, report);
    diagnostics(&mut out, report);
    out.push_str("</main>\n</body>\n</html>\n");
    out
}

fn time(options: &RenderOptions<'_>) -> String {
    match options.time {
        Some(_) => format!(" on <time datetime=\"{0}\">{0}</time>", attribute(options.time())),
        None => String::new(),
    }
}

fn class(status: Status) -> &'static str {
    match status {
        Status::Fail => "fail",
        Status::Conditional | Status::Unknown => "open",
        Status::Pass => "pass",
        Status::NotApplicable | Status::Suppressed => "idle",
    }
}

fn badge(status: Status) -> String {
    format!("<span class=\"badge {}\">{}</span>", class(status), facts::label(status))
}

fn summary(out: &mut String, report: &Report) {
    out.push_str("<ul class=\"counts\">\n");
    for (status, count) in facts::status_counts(&report.summary) {
        let _ = writeln!(out, "<li class=\"{}\"><b>{count}</b> {}</li>", class(status), facts::label(status));
    }
    out.push_str("</ul>\n");
}

fn subjects(out: &mut String, report: &Report, snippets: &Snippets<'_>, options: &RenderOptions<'_>) {
    out.push_str("<h2>Subjects</h2>\n");
    if report.results.is_empty() {
        out.push_str("<p>None were found.</p>\n");
    }
    for finding in &report.results {
        let open = if facts::is_problem(finding.status) { " open" } else { "" };
        let _ = write!(
            out,
            "<details{open}>\n<summary>{} <code>{}</code> <span class=\"place\">{}</span></summary>\n<p>{}</p>\n",
            badge(finding.status),
            attribute(&finding.address),
            attribute(&facts::place(&finding.location)),
            attribute(&finding.message),
        );
        details(out, finding, options);
        finding.fixes.iter().for_each(|fix| changes(out, fix, snippets));
        out.push_str("</details>\n");
    }
}

fn details(out: &mut String, finding: &Finding, options: &RenderOptions<'_>) {
    if finding.chain.len() > 1 {
        out.push_str("<ol class=\"chain\">\n");
        for link in &finding.chain {
            let (class, word) = match link.status {
                LinkStatus::Ok => ("pass", "ok"),
                LinkStatus::Broken => ("fail", "broken"),
                LinkStatus::Unknown => ("open", "unknown"),
            };
            let text = attribute(&facts::describe_link(link));
            let _ = writeln!(out, "<li class=\"{class}\">{text} <b>{word}</b></li>");
        }
        out.push_str("</ol>\n");
    }
    out.push_str("<ul>\n");
    let mut item = |name: &str, text: &str| {
        let _ = writeln!(out, "<li><b>{name}</b> {}</li>", attribute(text));
    };
    item("Rule:", &format!("{} ({})", texts::title(&finding.code), finding.code));
    for case in finding.cases.iter().flatten() {
        item("Case:", &format!("{}: {} ({})", facts::assumptions(case), facts::label(case.status), case.code));
    }
    if let Some(suppression) = &finding.suppression {
        let place = facts::place(&suppression.location);
        item("Suppressed:", &format!("{} ({}, {place})", suppression.reason, suppression.by));
    }
    for pitfall in &finding.pitfalls {
        item(&attribute(&format!("{}:", pitfall.title)), &pitfall.explanation);
    }
    if let Some(way_out) = texts::way_out(finding).filter(|_| facts::is_problem(finding.status)) {
        item("What to do:", &way_out);
    }
    if options.verbose {
        for step in &finding.trace {
            item("Trace:", &format!("{} = {}", step.expression, step.value));
        }
    }
    for (tool, verdict) in facts::disagreeing(finding) {
        item(
            "Differs:",
            &format!("{} ({}) {}: {}", texts::tool(tool), verdict.id, facts::outcome(verdict.verdict), verdict.why),
        );
    }
    out.push_str("</ul>\n");
}

/// A fix: each place, and what becomes of its lines. Where none go, those that come can be copied.
fn changes(out: &mut String, fix: &Fix, snippets: &Snippets<'_>) {
    let _ = writeln!(out, "<p><b>Fix:</b> {}</p>", attribute(&fix.title));
    for hunk in hunks(fix, snippets) {
        let _ = write!(out, "<p class=\"place\">{}</p>\n<pre>", attribute(&hunk.place()));
        if hunk.removed.is_empty() {
            out.push_str(&markup(&hunk.added.join("\n")));
        } else {
            let lines = hunk.signed();
            let tags = lines.lines().map(|line| if line.starts_with('-') { ("del", line) } else { ("ins", line) });
            for (tag, line) in tags {
                let _ = writeln!(out, "<{tag}>{}</{tag}>", markup(line));
            }
        }
        out.push_str("</pre>\n");
    }
}

fn frameworks(out: &mut String, report: &Report) {
    let frameworks = facts::frameworks(report);
    if frameworks.is_empty() {
        return;
    }
    out.push_str(
        "<h2>Frameworks</h2>\n<table>\n<thead><tr><th scope=\"col\">Framework</th><th scope=\"col\">Requirement</th>",
    );
    out.push_str("<th scope=\"col\">Subjects</th></tr></thead>\n<tbody>\n");
    for framework in &frameworks {
        for (index, requirement) in framework.requirements.iter().enumerate() {
            out.push_str("<tr>");
            if index == 0 {
                let name = attribute(&texts::framework(framework.slug));
                let _ = write!(out, "<th scope=\"rowgroup\" rowspan=\"{}\">{name}</th>", framework.requirements.len());
            }
            let title =
                texts::requirement(framework.slug, requirement.id).map(|title| format!(" {title}")).unwrap_or_default();
            let counts = facts::counts(&facts::summary_of(&requirement.findings));
            let _ = writeln!(
                out,
                "<td><code>{}</code>{}</td><td>{counts}</td></tr>",
                attribute(requirement.id),
                attribute(&title)
            );
        }
    }
    out.push_str("</tbody>\n</table>\n");
}

fn diagnostics(out: &mut String, report: &Report) {
    if report.diagnostics.is_empty() {
        return;
    }
    out.push_str("<h2>Input</h2>\n<ul>\n");
    for diagnostic in &report.diagnostics {
        let place = diagnostic.location.as_ref().map(facts::place).unwrap_or_default();
        let _ = writeln!(
            out,
            "<li><b>{}</b> <code>{}</code> <span class=\"place\">{}</span> {}</li>",
            facts::severity(diagnostic.severity),
            attribute(&diagnostic.code),
            attribute(&place),
            attribute(&diagnostic.message),
        );
    }
    out.push_str("</ul>\n");
}
