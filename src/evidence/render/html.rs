//! One HTML page that needs nothing else: no script, no link, no font; made to be printed and filed.

use super::{HEADINGS, cells, contents, headline, remarks};
use crate::evidence::model::{EvidenceReport, EvidenceStatus, InstanceEvidence};
use crate::report::escape::attribute as html;

const STYLE: &str = "body{font:14px/1.45 system-ui,sans-serif;margin:2rem;color:#1a1a1a;background:#fff}\
h1{font-size:1.4rem}h2{font-size:1.1rem;margin-top:2rem}\
table{border-collapse:collapse;width:100%}caption{text-align:left;padding:.3rem 0}\
th,td{text-align:left;vertical-align:top;padding:.3rem .5rem;border-bottom:1px solid #bbb;overflow-wrap:anywhere}\
code{font:12px/1.4 ui-monospace,monospace}\
tr.missing td:first-child,tr.emptied td:first-child{border-left:4px solid #b00020}\
tr.unknown td:first-child,tr.not_listed td:first-child{border-left:4px solid #8a6d00}\
tr.attached td:first-child{border-left:4px solid #1b6e3c}\
@media print{body{margin:0;font-size:10px}thead{display:table-header-group}tr{break-inside:avoid}\
@page{size:A4 landscape;margin:12mm}}";

pub(super) fn render(report: &EvidenceReport) -> String {
    let title = html(&report.control.title);
    let mut out = format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n\
         <title>{title}: evidence</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<h1>{title}</h1>\n<p>{}</p>\n",
        html(&headline(report))
    );
    if let Some(time) = report.generated_at {
        let tool = html(&format!("{} {}", report.tool.name, report.tool.version));
        out.push_str(&format!("<p>Generated at <time>{time}</time> by {tool}.</p>\n"));
    }
    instances(&mut out, report, "Instances", false);
    history(&mut out, report);
    instances(&mut out, report, "Terminated", true);
    inputs(&mut out, report);
    list(
        &mut out,
        "Remarks on inputs",
        report.diagnostics.iter().map(|note| {
            let input = note.input.as_ref().map_or_else(String::new, |input| format!("<code>{}</code>: ", html(input)));
            format!("{input}<strong>{}</strong> {}", html(&note.code), html(&note.message))
        }),
    );
    out.push_str("</body>\n</html>\n");
    out
}

fn instances(out: &mut String, report: &EvidenceReport, title: &str, terminated: bool) {
    let chosen = report.instances.iter().filter(|i| (i.status == EvidenceStatus::Terminated) == terminated);
    let rows: Vec<String> = chosen.map(row).collect();
    if rows.is_empty() {
        return;
    }
    let headings = HEADINGS.map(|heading| format!("<th scope=\"col\">{heading}</th>")).concat();
    out.push_str(&format!(
        "<h2>{title}</h2>\n<table>\n<thead><tr>{headings}</tr></thead>\n<tbody>\n{}</tbody>\n</table>\n",
        rows.concat()
    ));
}

fn row(instance: &InstanceEvidence) -> String {
    let cells = cells(instance).map(|cell| format!("<td>{}</td>", html(&cell))).concat();
    let mut row = format!("<tr class=\"{}\">{cells}</tr>\n", instance.status.as_str());
    let remarks: Vec<String> =
        remarks(instance).map(|(code, message)| format!("<strong>{}</strong> {}", html(code), html(message))).collect();
    if !remarks.is_empty() {
        row.push_str(&format!("<tr><td colspan=\"{}\">{}</td></tr>\n", HEADINGS.len(), remarks.join("<br>")));
    }
    row
}

fn history(out: &mut String, report: &EvidenceReport) {
    let mut rows = String::new();
    for instance in &report.instances {
        for event in &instance.history {
            let profile = event.profile.as_ref().map_or("", |profile| profile.label());
            let by = match &event.invoked_by {
                Some(service) => format!("{} through {service}", event.by),
                None => event.by.clone(),
            };
            let cells = [
                event.time.to_string().as_str(),
                instance.instance_id.as_str(),
                event.event_name.as_str(),
                profile,
                by.as_str(),
                event.launch_template.as_deref().unwrap_or_default(),
                event.event_id.as_deref().unwrap_or_default(),
            ]
            .map(|cell| format!("<td>{}</td>", html(cell)))
            .concat();
            rows.push_str(&format!("<tr>{cells}</tr>\n"));
        }
    }
    if !rows.is_empty() {
        let headings = ["Time", "Instance", "Call", "Profile", "By", "Launch template", "Event"]
            .map(|heading| format!("<th scope=\"col\">{heading}</th>"))
            .concat();
        out.push_str(&format!(
            "<h2>Recorded calls</h2>\n<table>\n<thead><tr>{headings}</tr></thead>\n<tbody>\n{rows}</tbody>\n</table>\n"
        ));
    }
}

fn inputs(out: &mut String, report: &EvidenceReport) {
    let rows = report.inputs.iter().map(|input| {
        format!(
            "<tr><td>{}</td><td>{}</td><td>{}</td><td><code>{}</code></td></tr>\n",
            html(&input.name),
            html(&contents(input)),
            input.size,
            input.sha256
        )
    });
    let rows: String = rows.collect();
    if !rows.is_empty() {
        let headings =
            ["Input", "Contents", "Bytes", "SHA-256"].map(|h| format!("<th scope=\"col\">{h}</th>")).concat();
        out.push_str(&format!(
            "<h2>Inputs</h2>\n<table>\n<thead><tr>{headings}</tr></thead>\n<tbody>\n{rows}</tbody>\n</table>\n"
        ));
    }
}

fn list(out: &mut String, title: &str, items: impl Iterator<Item = String>) {
    let items: String = items.map(|item| format!("<li>{item}</li>\n")).collect();
    if !items.is_empty() {
        out.push_str(&format!("<h2>{title}</h2>\n<ul>\n{items}</ul>\n"));
    }
}
