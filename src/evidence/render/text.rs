//! Tables for a terminal, never wrapped or cut: evidence is copied out of them.

use super::{HEADINGS, cells, contents, headline, remarks};
use crate::evidence::model::{EvidenceReport, EvidenceStatus, InstanceEvidence};
use crate::report::escape::{log, one_line};

pub(super) fn render(report: &EvidenceReport) -> String {
    let mut out = format!("{}\n{}\n", report.control.title, headline(report));
    if let Some(time) = report.generated_at {
        out.push_str(&format!("Generated at {time} by {} {}\n", report.tool.name, report.tool.version));
    }
    let ended = |instance: &&InstanceEvidence| instance.status == EvidenceStatus::Terminated;
    let there: Vec<&InstanceEvidence> = report.instances.iter().filter(|instance| !ended(instance)).collect();
    let gone: Vec<&InstanceEvidence> = report.instances.iter().filter(ended).collect();
    section(&mut out, "Instances", &instances(&there));
    section(&mut out, "Remarks on instances", &remarks_on(report));
    section(&mut out, "Terminated", &instances(&gone));
    section(&mut out, "Inputs", &inputs(report));
    section(&mut out, "Remarks on inputs", &diagnostics(report));
    log(&out)
}

fn section(out: &mut String, title: &str, body: &str) {
    if !body.is_empty() {
        out.push_str(&format!("\n{title}\n{body}"));
    }
}

fn instances(instances: &[&InstanceEvidence]) -> String {
    table(&HEADINGS, instances.iter().map(|instance| cells(instance).to_vec()).collect())
}

fn remarks_on(report: &EvidenceReport) -> String {
    let mut out = String::new();
    for instance in &report.instances {
        let mut lines: Vec<String> =
            remarks(instance).map(|(code, message)| format!("    {code}: {}\n", one_line(message))).collect();
        if lines.is_empty() {
            continue;
        }
        lines.insert(0, format!("  {}\n", one_line(&instance.instance_id)));
        out.push_str(&lines.concat());
    }
    out
}

fn inputs(report: &EvidenceReport) -> String {
    let rows = report.inputs.iter().map(|input| {
        let note = input.duplicate_of.as_ref().map_or_else(|| contents(input), |first| format!("the same as {first}"));
        vec![input.sha256.clone(), input.size.to_string(), input.name.clone(), note]
    });
    table(&["SHA-256", "Bytes", "Input", "Contents"], rows.collect())
}

fn diagnostics(report: &EvidenceReport) -> String {
    let line = |note: &crate::evidence::model::EvidenceDiagnostic| {
        let input = note.input.as_ref().map_or_else(String::new, |input| format!("{}: ", one_line(input)));
        let severity = match note.severity {
            crate::report::model::Severity::Error => "error",
            crate::report::model::Severity::Warning => "warning",
            crate::report::model::Severity::Info => "info",
        };
        format!("  {severity}[{}] {input}{}\n", note.code, one_line(&note.message))
    };
    report.diagnostics.iter().map(line).collect()
}

/// Columns as wide as their widest cell, counted in characters; columns without any value are left out.
fn table(headings: &[&str], rows: Vec<Vec<String>>) -> String {
    if rows.is_empty() {
        return String::new();
    }
    let rows: Vec<Vec<String>> = rows.into_iter().map(|row| row.iter().map(|cell| one_line(cell)).collect()).collect();
    let cell = |row: &[String], column: usize| row.get(column).cloned().unwrap_or_default();
    let filled = |column: &usize| rows.iter().any(|row| row.get(*column).is_some_and(|cell| !cell.is_empty()));
    let columns: Vec<usize> = (0..headings.len()).filter(filled).collect();
    let heading: Vec<String> = headings.iter().map(|heading| heading.to_uppercase()).collect();
    let lines: Vec<&Vec<String>> = std::iter::once(&heading).chain(&rows).collect();
    let width = |column: usize| lines.iter().map(|row| cell(row, column).chars().count()).max().unwrap_or(0);
    let widths: Vec<usize> = columns.iter().map(|column| width(*column)).collect();
    let mut out = String::new();
    for row in &lines {
        let padded = columns.iter().zip(&widths).map(|(column, width)| {
            let text = cell(row, *column);
            let gap = " ".repeat(width - text.chars().count());
            text + &gap
        });
        let line = padded.collect::<Vec<_>>().join("  ");
        out.push_str(&format!("  {}\n", line.trim_end()));
    }
    out
}
