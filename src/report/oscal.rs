//! OSCAL assessment results, version 1.1.3.
//!
//! Every subject is an inventory item with one observation; every requirement of a framework is a finding that refers to
//! the observations of the subjects that count for it. It is satisfied when some subject passes and none does otherwise.
//! What is suppressed counts as not satisfied, with the reason in the remarks: a comment in the code is no assessment.

use super::RenderOptions;
use super::escape::one_line;
use super::facts;
use super::id;
use super::model::{Finding, Report, Status};
use super::texts;
use super::tree::{Tree, each, full_list, list, mapped, object, one};

const OSCAL_VERSION: &str = "1.1.3";
/// Namespace of the properties that are ours; a name, not a page.
const NAMESPACE: &str = "urn:ec2-profile-check";

/// A document with one result. All identifiers follow from the content, the time included.
pub fn render(report: &Report, options: &RenderOptions<'_>) -> String {
    let time = options.time();
    let key = id::fingerprint(&[&serde_json::to_string(report).unwrap_or_default()]);
    let title = format!("{}: assessment of Terraform source", report.control.title);
    let metadata = object([
        ("title", text(&title)),
        ("last-modified", time.into()),
        ("version", text(&report.tool.version)),
        ("oscal-version", OSCAL_VERSION.into()),
    ]);
    let plan = id::uuid(&["plan", &report.control.id]);
    let resource = object([
        ("uuid", plan.as_str().into()),
        ("title", text(&format!("Automated check {}", report.control.id))),
        (
            "description",
            "The check is its own plan: each subject in the given source is examined against the control.".into(),
        ),
    ]);
    let document = object([
        ("uuid", id::uuid(&["document", &key, time]).into()),
        ("metadata", metadata),
        ("import-ap", object([("href", format!("#{plan}").into())])),
        ("results", one(result(report, time, &key))),
        ("back-matter", object([("resources", one(resource))])),
    ]);
    object([("assessment-results", document)]).write()
}

fn result(report: &Report, time: &str, key: &str) -> Tree {
    let frameworks = facts::frameworks(report);
    let tool = id::uuid(&["tool", &report.tool.name, &report.tool.version]);
    let component = object([
        ("uuid", tool.as_str().into()),
        ("type", "software".into()),
        ("title", text(&report.tool.name)),
        ("description", text(&format!("{} {}", report.tool.name, report.tool.version))),
        ("status", object([("state", "operational".into())])),
    ]);
    let platform = object([
        ("uuid", id::uuid(&["platform", &report.tool.name]).into()),
        ("title", text(&report.tool.name)),
        ("uses-components", one(object([("component-uuid", tool.as_str().into())]))),
    ]);
    let assets = object([("components", one(component)), ("assessment-platforms", one(platform))]);
    let local = object([("inventory-items", each(&report.results, &inventory_item)), ("assessment-assets", assets)]);
    let selections = match frameworks.is_empty() {
        true => vec![selection("The control itself.", [control_id("", &report.control.id)])],
        false => frameworks
            .iter()
            .map(|framework| {
                let controls =
                    framework.requirements.iter().map(|requirement| control_id(framework.slug, requirement.id));
                selection(&texts::framework(framework.slug), controls)
            })
            .collect(),
    };
    let all: Vec<&Finding> = report.results.iter().collect();
    let findings: Vec<Tree> = match (frameworks.is_empty(), all.is_empty()) {
        (_, true) => Vec::new(),
        (true, false) => vec![finding("", &report.control.id, &all)],
        (false, false) => {
            let each =
                frameworks.iter().flat_map(|framework| framework.requirements.iter().map(move |r| (framework.slug, r)));
            each.map(|(slug, requirement)| finding(slug, requirement.id, &requirement.findings)).collect()
        }
    };
    object([
        ("uuid", id::uuid(&["result", key, time]).into()),
        ("title", text(&report.control.title)),
        ("description", text(&facts::summary(report))),
        ("start", time.into()),
        ("local-definitions", local),
        ("reviewed-controls", object([("control-selections", full_list(selections))])),
        ("observations", each(&report.results, &|finding| observation(finding, time, &tool))),
        ("findings", list(findings)),
    ])
}

fn subject(finding: &Finding) -> [&str; 2] {
    [&finding.root, &finding.address]
}

fn inventory_item(finding: &Finding) -> Tree {
    let [root, address] = subject(finding);
    object([
        ("uuid", id::uuid(&["subject", root, address]).into()),
        ("description", text(&format!("{} {}", finding.resource_type, finding.address))),
        (
            "props",
            list(vec![
                property("terraform-address", address),
                property("terraform-root", root),
                property("resource-type", &finding.resource_type),
            ]),
        ),
    ])
}

fn observation_id(finding: &Finding) -> String {
    let [root, address] = subject(finding);
    id::uuid(&["observation", root, address, &finding.code])
}

fn observation(finding: &Finding, time: &str, tool: &str) -> Tree {
    let [root, address] = subject(finding);
    let actor = object([("type", "tool".into()), ("actor-uuid", tool.into())]);
    let reference = object([
        ("subject-uuid", id::uuid(&["subject", root, address]).into()),
        ("type", "inventory-item".into()),
        ("title", text(address)),
    ]);
    let evidence = match finding.location.file.is_empty() {
        true => Tree::Nothing,
        false => object([
            ("href", super::escape::uri(&finding.location.file).into()),
            ("description", text(&format!("Terraform source at {}", facts::place(&finding.location)))),
        ]),
    };
    let remarks = finding.suppression.as_ref().map(|s| text(&format!("Suppressed by {}: {}", s.by, s.reason)));
    object([
        ("uuid", observation_id(finding).into()),
        ("title", text(&format!("{}: {}", finding.address, facts::label(finding.status)))),
        ("description", text(&finding.message)),
        ("props", list(vec![property("status", facts::label(finding.status)), property("code", &finding.code)])),
        ("methods", one("EXAMINE".into())),
        ("types", one("finding".into())),
        ("origins", one(object([("actors", one(actor))]))),
        ("subjects", one(reference)),
        ("relevant-evidence", list(vec![evidence])),
        ("collected", time.into()),
        ("remarks", remarks.into()),
    ])
}

fn finding(slug: &str, requirement: &str, subjects: &[&Finding]) -> Tree {
    let counted = || subjects.iter().filter(|subject| subject.status != Status::NotApplicable);
    let satisfied = counted().next().is_some() && counted().all(|subject| subject.status == Status::Pass);
    let failed = counted().any(|subject| matches!(subject.status, Status::Fail | Status::Suppressed));
    let (state, reason) = match (satisfied, failed) {
        (true, _) => ("satisfied", "pass"),
        (_, true) => ("not-satisfied", "fail"),
        _ => ("not-satisfied", "other"),
    };
    let counts = facts::counts(&facts::summary_of(subjects));
    let name = match slug {
        "" => requirement.to_owned(),
        slug => format!("{} {requirement}", texts::framework(slug)),
    };
    let target = object([
        ("type", "statement-id".into()),
        ("target-id", statement_id(slug, requirement).into()),
        ("status", object([("state", state.into()), ("reason", reason.into())])),
    ]);
    object([
        ("uuid", id::uuid(&["finding", slug, requirement, state]).into()),
        ("title", text(&name)),
        ("description", text(&format!("Subjects that count for it: {counts}."))),
        ("target", target),
        (
            "related-observations",
            each(subjects, &|subject| object([("observation-uuid", observation_id(subject).into())])),
        ),
    ])
}

fn selection(description: &str, controls: impl IntoIterator<Item = String>) -> Tree {
    let mut ids: Vec<String> = Vec::new();
    for id in controls {
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    let controls = mapped(&ids, &|id| object([("control-id", id.as_str().into())]));
    object([("description", text(description)), ("include-controls", full_list(controls))])
}

/// A requirement as the id of an OSCAL control. NIST publishes SP 800-53 as a catalog, whose ids these are: `AC-3` is
/// `ac-3`, and the enhancement of `CM-5(1)(a)` is `cm-5.1`. Other frameworks get their slug in front.
fn control_id(slug: &str, requirement: &str) -> String {
    let (control, _) = split(slug, requirement);
    match slug {
        "nist80053" => token(&control),
        "" => token(requirement),
        slug => token(&format!("{slug}-{requirement}")),
    }
}

/// The statement of a control, down to its letter: `cm-5.1_smt.a`.
fn statement_id(slug: &str, requirement: &str) -> String {
    let (_, letter) = split(slug, requirement);
    let letter = letter.map(|letter| format!(".{letter}")).unwrap_or_default();
    format!("{}_smt{letter}", control_id(slug, requirement))
}

/// Control and statement letter of an SP 800-53 requirement; other requirements stay whole.
fn split(slug: &str, requirement: &str) -> (String, Option<String>) {
    if slug != "nist80053" {
        return (requirement.to_owned(), None);
    }
    let mut parts = requirement.split(['(', ')']).filter(|part| !part.is_empty());
    let mut control = parts.next().unwrap_or_default().to_owned();
    let mut letter = None;
    for part in parts {
        match part.bytes().all(|byte| byte.is_ascii_digit()) {
            true => control.push_str(&format!(".{part}")),
            false => letter = Some(token(part)),
        }
    }
    (control, letter)
}

/// A lower-case OSCAL token: begins with a letter or underscore, then letters, digits, full stop, hyphen, underscore.
fn token(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars().map(|c| c.to_ascii_lowercase()) {
        match c {
            'a'..='z' | '0'..='9' | '.' | '-' | '_' => out.push(c),
            // Brackets around a part become one separator.
            _ if out.ends_with('-') => {}
            _ => out.push('-'),
        }
    }
    let out = out.trim_end_matches('-');
    match out.starts_with(|c: char| c.is_ascii_lowercase() || c == '_') {
        true => out.to_owned(),
        false => format!("_{out}"),
    }
}

/// OSCAL text neither begins nor ends with white space, is on one line here, and is never empty.
fn text(text: &str) -> Tree {
    let line = one_line(text);
    match line.trim() {
        "" => "-".into(),
        line => line.into(),
    }
}

fn property(name: &'static str, value: &str) -> Tree {
    match value.trim() {
        "" => Tree::Nothing,
        value => object([("name", name.into()), ("ns", NAMESPACE.into()), ("value", text(value))]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Ids as in NIST's OSCAL catalog of SP 800-53 revision 5.
    #[test]
    fn sp_800_53_ids_are_those_of_the_catalog() {
        let ids = |requirement| (control_id("nist80053", requirement), statement_id("nist80053", requirement));
        assert_eq!(ids("AC-3"), ("ac-3".into(), "ac-3_smt".into()));
        assert_eq!(ids("CM-5(1)(a)"), ("cm-5.1".into(), "cm-5.1_smt.a".into()));
        assert_eq!(ids("CM-6(a)"), ("cm-6".into(), "cm-6_smt.a".into()));
    }

    #[test]
    fn other_requirements_become_tokens() {
        assert_eq!(control_id("pcidss", "7.2.1"), "pcidss-7.2.1");
        assert_eq!(control_id("hipaa", "164.308(a)(3)(ii)(A)"), "hipaa-164.308-a-3-ii-a");
        assert_eq!(control_id("9<x>", "ä b"), "_9-x--b");
    }
}
