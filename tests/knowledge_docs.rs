//! `docs/control.md` is written from the knowledge files: `UPDATE_DOCS=1 cargo test --test knowledge_docs` writes it,
//! and without that variable the test fails when it is stale.

use std::fmt::{self, Write};

use ec2_profile_check::control::knowledge::{self, Code, CodeKind};

const PATH: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/control.md");

#[test]
fn the_control_document_is_up_to_date() -> Result<(), Box<dyn std::error::Error>> {
    let mut fresh = String::new();
    write_document(&mut fresh)?;
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(PATH, &fresh)?;
    }
    let there = std::fs::read_to_string(PATH)?.replace("\r\n", "\n");
    assert!(there == fresh, "docs/control.md is stale; run: UPDATE_DOCS=1 cargo test --test knowledge_docs");
    Ok(())
}

fn write_document(out: &mut String) -> fmt::Result {
    let about = knowledge::about();
    writeln!(out, "<!-- Written from src/control/knowledge; see tests/knowledge_docs.rs. -->\n\n# {}\n", about.title)?;
    writeln!(out, "`{}`, last reviewed {}.\n\n{}\n", about.id, about.last_reviewed.ours, about.rationale)?;
    writeln!(out, "## What is checked\n")?;
    for check in &about.checks {
        writeln!(out, "- {check}")?;
    }
    writeln!(out, "\n| status | meaning |\n|---|---|")?;
    for status in knowledge::statuses() {
        let slug = serde_json::to_string(&status.status).unwrap_or_default().replace('"', "`");
        writeln!(out, "| {slug} | {} |", status.meaning)?;
    }
    writeln!(out, "\n## Ways to satisfy it")?;
    for way in &about.implementations {
        writeln!(out, "\n### {}\n\n{}\n\n```hcl\n{}```\n\n{}", way.title, way.text, way.code, way.note)?;
    }
    let retrofit = &about.retrofit;
    writeln!(out, "\n## Instances that run already\n\n{}", retrofit.summary)?;
    for step in &retrofit.steps {
        writeln!(out, "\n{}. {}\n\n```sh\n{}\n```", step.title, step.text, step.command)?;
    }
    writeln!(out, "\n{}\n\n{}\n\n{}", retrofit.propagation, retrofit.terraform, retrofit.cleanup)?;
    write_pitfalls(out)?;
    write_frameworks(out)?;
    write_tools(out)?;
    write_evidence(out)?;
    write_modules(out)?;
    writeln!(out, "\n## Result codes")?;
    write_codes(out, CodeKind::Result, |code| code.status.map(|status| json_name(&status)))?;
    writeln!(out, "\n## Diagnostic codes")?;
    write_codes(out, CodeKind::Diagnostic, |code| code.severity.map(|severity| json_name(&severity)))
}

fn write_pitfalls(out: &mut String) -> fmt::Result {
    writeln!(out, "\n## Pitfalls")?;
    for pitfall in knowledge::pitfalls() {
        writeln!(out, "\n### {} (`{}`)\n\n{}", pitfall.title, pitfall.id, pitfall.explanation)?;
        writeln!(out, "\n{}\n\n{}", pitfall.consequence, pitfall.way_out)?;
    }
    Ok(())
}

fn write_frameworks(out: &mut String) -> fmt::Result {
    writeln!(out, "\n## Frameworks")?;
    for framework in knowledge::frameworks() {
        writeln!(out, "\n### {} {}\n", framework.name, framework.version)?;
        let ids: Vec<&str> = framework.requirements.iter().map(|requirement| requirement.id.as_str()).collect();
        writeln!(out, "Requirements {}.\n", ids.join(", "))?;
        writeln!(out, "{} (Source: {}.)", framework.interpretation.text, framework.interpretation.source)?;
        writeln!(out, "\nAn auditor asks for: {}", framework.auditor_asks)?;
        for difference in &framework.differences {
            writeln!(out, "\n- {}: {} (Source: {}.)", difference.about, difference.text, difference.source)?;
        }
    }
    Ok(())
}

fn write_tools(out: &mut String) -> fmt::Result {
    writeln!(out, "\n## The same check in other tools\n\n| tool | id | looks at | judges |\n|---|---|---|---|")?;
    for tool in knowledge::tools() {
        writeln!(out, "| {} | `{}` | {} | {} |", tool.name, tool.id, tool.looks_at, tool.judges)?;
    }
    Ok(())
}

fn write_evidence(out: &mut String) -> fmt::Result {
    writeln!(out, "\n## Audit evidence")?;
    for kind in knowledge::evidence() {
        writeln!(out, "\n### {}\n\n{} {}", kind.title, kind.shows, kind.auditor_asks)?;
        for export in &kind.commands {
            writeln!(out, "\n{}:\n\n```sh\n{}\n```", export.title, export.command)?;
        }
    }
    Ok(())
}

fn write_modules(out: &mut String) -> fmt::Result {
    writeln!(
        out,
        "\n## Public modules that need no download\n\nModules in `.terraform/modules` are read. Of these, what decides the \
         profile is known without:\n\n| module | directories | releases | a call is |\n|---|---|---|---|"
    )?;
    for model in knowledge::module_models() {
        let name = |path: &str| if path.is_empty() { "the module itself".to_owned() } else { format!("`{path}`") };
        let directories: Vec<String> = model.directories.iter().map(|directory| name(&directory.path)).collect();
        let releases: Vec<&str> = model.releases.split(' ').collect();
        let (first, last) = (releases.first().unwrap_or(&""), releases.last().unwrap_or(&""));
        let call = if model.launches { "a subject" } else { "a source of values" };
        writeln!(out, "| `{}` | {} | {first} to {last} | {call} |", model.module, directories.join(", "))?;
    }
    Ok(())
}

fn write_codes(out: &mut String, kind: CodeKind, grade: impl Fn(&Code) -> Option<String>) -> fmt::Result {
    for code in knowledge::codes().iter().filter(|code| code.kind == kind) {
        let grade = grade(code).unwrap_or_default();
        writeln!(out, "\n### `{}`\n\n{} ({grade}). {}", code.code, code.title, code.explanation)?;
        writeln!(out, "{}\nWay out: {}", code.consequence, code.way_out)?;
    }
    Ok(())
}

fn json_name(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default().trim_matches('"').replace('_', " ")
}
