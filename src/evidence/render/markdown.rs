//! Markdown for pull requests and wikis. What comes from the inputs stands in code spans.

use super::{HEADINGS, cells, contents, headline, remarks};
use crate::evidence::model::{EvidenceReport, EvidenceStatus};
use crate::report::escape::{markdown, markdown_code};

pub(super) fn render(report: &EvidenceReport) -> String {
    let mut out = format!("# {}\n\n{}\n", markdown(&report.control.title), markdown(&headline(report)));
    if let Some(time) = report.generated_at {
        out.push_str(&format!("\nGenerated at {time} by {} {}.\n", report.tool.name, report.tool.version));
    }
    instances(&mut out, report, "Instances", false);
    let mut notes = String::new();
    for instance in &report.instances {
        for (code, message) in remarks(instance) {
            let id = markdown_code(&instance.instance_id);
            notes.push_str(&format!("- {id}: **{}** {}\n", markdown(code), markdown(message)));
        }
    }
    section(&mut out, "Remarks on instances", &notes);
    instances(&mut out, report, "Terminated", true);
    if !report.inputs.is_empty() {
        out.push_str("\n## Inputs\n\n| Input | Contents | Bytes | SHA-256 |\n| --- | --- | ---: | --- |\n");
        for input in &report.inputs {
            let name = markdown_code(&input.name);
            let contents = markdown(&contents(input));
            out.push_str(&format!("| {name} | {contents} | {} | `{}` |\n", input.size, input.sha256));
        }
    }
    let mut notes = String::new();
    for note in &report.diagnostics {
        let input = note.input.as_ref().map_or_else(String::new, |input| format!("{}: ", markdown_code(input)));
        notes.push_str(&format!("- {input}**{}** {}\n", markdown(&note.code), markdown(&note.message)));
    }
    section(&mut out, "Remarks on inputs", &notes);
    out
}

fn section(out: &mut String, title: &str, body: &str) {
    if !body.is_empty() {
        out.push_str(&format!("\n## {title}\n\n{body}"));
    }
}

fn instances(out: &mut String, report: &EvidenceReport, title: &str, terminated: bool) {
    let chosen = report.instances.iter().filter(|i| (i.status == EvidenceStatus::Terminated) == terminated);
    let rows: Vec<String> = chosen
        .map(|instance| {
            let cells = cells(instance).map(|cell| if cell.is_empty() { cell } else { markdown_code(&cell) });
            format!("| {} |\n", cells.join(" | "))
        })
        .collect();
    if rows.is_empty() {
        return;
    }
    let rule = HEADINGS.map(|_| "---").join(" | ");
    out.push_str(&format!("\n## {title}\n\n| {} |\n| {rule} |\n{}", HEADINGS.join(" | "), rows.concat()));
}
