//! For people at a terminal, in the manner of a compiler: what, where, why, and the way out.

use std::fmt::Write;

use super::RenderOptions;
use super::escape::{log, one_line};
use super::facts;
use super::hunks::hunks;
use super::model::{Diagnostic, Finding, Fix, Pitfall, Report, RunningInstances, Severity, Status};
use super::snippet::Snippets;
use super::texts;
use crate::text::Location;

/// Lines of a fix shown at most where it takes lines out or puts some in.
const FIX_LINES: usize = 8;

/// How far back is looked for what has been said already; findings of one module stand together.
const NEAR: usize = 64;

/// Problems, advice on what passes, then what is to be said of the input, and a summary line.
pub fn render<'a>(report: &'a Report, options: &RenderOptions<'a>) -> String {
    let problems = report.results.iter().any(|finding| facts::is_problem(finding.status));
    if options.quiet && !problems && report.summary.errors == 0 {
        return String::new();
    }
    let mut page = Page {
        out: String::new(),
        paint: options.color,
        verbose: options.verbose,
        snippets: Snippets::new(options.sources, None),
        explained: Vec::new(),
        asked: Vec::new(),
        fixes: Vec::new(),
        disagreements: Vec::new(),
    };
    for finding in &report.results {
        if options.verbose || facts::is_problem(finding.status) {
            page.finding(finding);
        } else if finding.status == Status::Pass && !options.quiet {
            finding.pitfalls.iter().for_each(|pitfall| page.advice(finding, pitfall));
        }
    }
    if let Some(running) = facts::running(report).filter(|_| !options.quiet) {
        page.running(running);
    }
    for diagnostic in &report.diagnostics {
        if options.verbose || diagnostic.severity != Severity::Info {
            page.diagnostic(diagnostic);
        }
    }
    let color = match (report.summary.fail, problems) {
        (1.., _) => RED,
        (_, true) => YELLOW,
        _ => GREEN,
    };
    let summary = page.painted(color, &facts::summary(report));
    page.out.push_str(&summary);
    page.out.push('\n');
    log(&page.out)
}

const RED: &str = "31";
const GREEN: &str = "32";
const YELLOW: &str = "33";
const BLUE: &str = "34";
const CYAN: &str = "36";
const BOLD: &str = "1";

fn status_color(status: Status) -> &'static str {
    match status {
        Status::Fail => RED,
        Status::Conditional | Status::Unknown => YELLOW,
        Status::Pass => GREEN,
        Status::NotApplicable | Status::Suppressed => CYAN,
    }
}

struct Page<'a> {
    out: String,
    paint: bool,
    verbose: bool,
    snippets: Snippets<'a>,
    /// Pitfalls whose explanation has been given; the next time the title is enough.
    explained: Vec<&'a str>,
    /// Codes whose way out and `explain` have been pointed out.
    asked: Vec<&'a str>,
    /// Fixes that have been shown: the instances of one module share them.
    fixes: Vec<&'a Fix>,
    /// Why a tool judges otherwise, where that has been said.
    disagreements: Vec<(&'a str, &'a str)>,
}

impl<'a> Page<'a> {
    fn finding(&mut self, finding: &'a Finding) {
        let color = status_color(finding.status);
        self.headline(color, &label(finding.status), &finding.code, &subject(finding));
        self.frame(&finding.location, color);
        self.note("why", &finding.message);
        if let Some(origin) = origin(finding).filter(|_| !self.verbose) {
            self.note("origin", &origin);
        }
        if finding.chain.len() > 1 {
            self.note("chain", &facts::chain(&finding.chain));
        }
        for case in finding.cases.iter().flatten() {
            let verdict = format!("{}: {} ({})", facts::assumptions(case), facts::label(case.status), case.code);
            self.note("case", &verdict);
        }
        if let Some(suppression) = &finding.suppression {
            let place = facts::place(&suppression.location);
            self.note("suppressed", &format!("{} ({}, {place})", suppression.reason, suppression.by));
        }
        if self.verbose {
            for step in &finding.trace {
                let place = step.location.as_ref().map(|l| format!("  [{}]", facts::place(l))).unwrap_or_default();
                self.note("trace", &format!("{} = {}{place}", step.expression, step.value));
            }
        }
        for pitfall in &finding.pitfalls {
            let text = self.pitfall(pitfall);
            self.note("pitfall", &text);
        }
        if facts::is_problem(finding.status) {
            finding.fixes.iter().for_each(|fix| self.fix(finding, fix));
            self.next_step(finding);
        }
        for (tool, verdict) in facts::disagreeing(finding) {
            let reason = (tool.as_str(), verdict.why.as_str());
            if self.disagreements.iter().rev().take(NEAR).any(|said| *said == reason) {
                continue;
            }
            self.disagreements.push(reason);
            let outcome = facts::outcome(verdict.verdict);
            self.note("differs", &format!("{} ({}) {outcome}: {}", texts::tool(tool), verdict.id, verdict.why));
        }
        self.out.push('\n');
    }

    /// A pitfall of a subject that passes.
    fn advice(&mut self, finding: &'a Finding, pitfall: &'a Pitfall) {
        self.headline(CYAN, "advice", &pitfall.id, &subject(finding));
        self.frame(pitfall.location.as_ref().unwrap_or(&finding.location), CYAN);
        let text = self.pitfall(pitfall);
        self.note("pitfall", &text);
        self.out.push('\n');
    }

    fn running(&mut self, running: &RunningInstances) {
        let title = self.painted(BOLD, facts::RUNNING);
        let (command, note) = (one_line(&running.command), one_line(&running.note));
        let _ = writeln!(self.out, "{title}\n   {command}\n   {note}\n");
    }

    fn diagnostic(&mut self, diagnostic: &Diagnostic) {
        let color = match diagnostic.severity {
            Severity::Error => RED,
            Severity::Warning => YELLOW,
            Severity::Info => CYAN,
        };
        self.headline(color, facts::severity(diagnostic.severity), &diagnostic.code, &diagnostic.message);
        if let Some(location) = &diagnostic.location {
            self.frame(location, color);
        }
        self.out.push('\n');
    }

    fn pitfall(&mut self, pitfall: &'a Pitfall) -> String {
        match facts::insert_sorted(&mut self.explained, &pitfall.id) {
            true => format!("{}: {}", pitfall.title, pitfall.explanation),
            false => format!("{} (explained above)", pitfall.title),
        }
    }

    fn fix(&mut self, finding: &'a Finding, fix: &'a Fix) {
        if self.fixes.iter().rev().take(NEAR).any(|shown| *shown == fix) {
            return self.note("fix", &format!("{} (shown above)", fix.title));
        }
        self.fixes.push(fix);
        self.note("fix", &fix.title);
        let place = &finding.location;
        let (mut file, lines) = (place.file.as_str(), place.start.line..=place.end.line);
        for hunk in hunks(fix, &self.snippets) {
            let expected = hunk.at_end || (hunk.file == place.file && lines.contains(&hunk.line));
            if hunk.file != file || !hunk.whole || !expected {
                let arrow = self.painted(BLUE, "-->");
                let _ = writeln!(self.out, "     {arrow} {}", one_line(&hunk.place()));
            }
            file = hunk.file;
            self.changed(RED, '-', &hunk.removed);
            self.changed(GREEN, '+', &hunk.added);
        }
    }

    fn changed(&mut self, color: &str, sign: char, lines: &[String]) {
        let lines: Vec<&String> = lines.iter().filter(|line| !line.trim().is_empty()).collect();
        for line in lines.iter().take(FIX_LINES) {
            let line = self.painted(color, &format!("{sign} {line}"));
            let _ = writeln!(self.out, "       {line}");
        }
        if lines.len() > FIX_LINES {
            let _ = writeln!(self.out, "       {sign} … {} more lines", lines.len() - FIX_LINES);
        }
    }

    /// Once per code the way out in words, unless a fix shows it, and where to read more.
    fn next_step(&mut self, finding: &'a Finding) {
        if !facts::insert_sorted(&mut self.asked, &finding.code) {
            return;
        }
        if let Some(way_out) = texts::way_out(finding).filter(|_| finding.fixes.is_empty()) {
            self.note("next", &way_out);
        }
        self.note("more", &format!("ec2-profile-check explain {}", finding.code));
    }

    fn headline(&mut self, color: &str, label: &str, code: &str, subject: &str) {
        let head = self.painted(color, &format!("{label}[{}]", one_line(code)));
        let subject = self.painted(BOLD, &one_line(subject));
        let _ = writeln!(self.out, "{head} {subject}");
    }

    fn frame(&mut self, location: &Location, color: &str) {
        if location.file.is_empty() {
            return;
        }
        let arrow = self.painted(BLUE, "-->");
        let indent = " ".repeat(location.start.line.to_string().len());
        let _ = writeln!(self.out, " {indent}{arrow} {}", one_line(&facts::place(location)));
        let Some(snippet) = self.snippets.get(location) else { return };
        let number = location.start.line.to_string();
        let margin = " ".repeat(number.len());
        let bar = self.painted(BLUE, "|");
        let number = self.painted(BLUE, &number);
        let carets = self.painted(color, &"^".repeat(snippet.width));
        let _ = writeln!(self.out, " {margin} {bar}\n {number} {bar} {}", snippet.line);
        let _ = writeln!(self.out, " {margin} {bar} {}{carets}", " ".repeat(snippet.before));
    }

    fn note(&mut self, name: &str, text: &str) {
        let mark = self.painted(BLUE, "=");
        let name = self.painted(BOLD, name);
        let text: Vec<&str> = text.lines().map(str::trim).collect();
        let _ = writeln!(self.out, "   {mark} {name}: {}", one_line(&text.join(" ")));
    }

    fn painted(&self, color: &str, text: &str) -> String {
        match self.paint {
            true => format!("\u{1b}[{color}m{text}\u{1b}[0m"),
            false => text.to_owned(),
        }
    }
}

/// The address, and its root module where the place does not show it: several may call one module.
fn subject(finding: &Finding) -> String {
    let root = &finding.root;
    match root.is_empty() || finding.location.file.strip_prefix(root.as_str()).is_some_and(|rest| rest.starts_with('/'))
    {
        true => finding.address.clone(),
        false => format!("{} of {root}", finding.address),
    }
}

/// Where the deciding value was written, when that is elsewhere.
fn origin(finding: &Finding) -> Option<String> {
    let last = finding.trace.last().filter(|_| finding.trace.len() > 1 && finding.status == Status::Fail)?;
    let place = last.location.as_ref().filter(|place| place.start.line != finding.location.start.line)?;
    Some(format!("{}  [{}]", last.expression, facts::place(place)))
}

/// The word of the headline; one word, so that it can be searched for.
fn label(status: Status) -> String {
    facts::label(status).replace(' ', "-")
}
