//! SARIF 2.1.0, for code scanning and for viewers.
//!
//! One rule per result code; frameworks are taxonomies to whose requirements the rules relate. What needs attention is
//! reported, and passes only on request: consumers such as GitHub show every result as an alert, whatever its `kind`.
//! The fingerprint is made of root, address and code alone, so that a finding stays itself when lines move.

use super::RenderOptions;
use super::escape::{one_line, uri};
use super::facts::{self, Framework, insert_sorted};
use super::id;
use super::model::{Diagnostic, Finding, Fix, LinkStatus, Pitfall, Report, Severity, Status};
use super::texts;
use super::tree::{Tree, each, full_list, list, mapped, object, one};
use crate::control::knowledge;
use crate::text::Location;

const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
/// GitHub's scale of 0 to 10: what Prowler and AWS rate medium lies between 4.0 and 6.9.
const SECURITY_SEVERITY: &str = "5.5";

/// A log with one run.
pub fn render(report: &Report, options: &RenderOptions<'_>) -> String {
    let entries: Vec<Entry<'_>> = entries(report, options.verbose);
    let rules = Rules::of(&entries);
    let frameworks = facts::frameworks(report);
    let taxonomies: Vec<&str> = frameworks.iter().map(|framework| framework.slug).collect();
    let run = object([
        ("tool", object([("driver", driver(report, &rules, &taxonomies))])),
        (
            "originalUriBaseIds",
            object([(
                "%SRCROOT%",
                object([(
                    "description",
                    message("The top of the repository, or where the check was started outside of one."),
                )]),
            )]),
        ),
        ("columnKind", "utf16CodeUnits".into()),
        ("taxonomies", each(&frameworks, &taxonomy)),
        ("invocations", one(invocation(report, options))),
        ("results", full_list(mapped(&entries, &|entry| result(entry, &rules, &taxonomies)))),
    ]);
    object([("$schema", SCHEMA.into()), ("version", "2.1.0".into()), ("runs", one(run))]).write()
}

/// One result to be: a finding, or a pitfall of a subject that passes.
struct Entry<'a> {
    finding: &'a Finding,
    advice: Option<&'a Pitfall>,
}

impl Entry<'_> {
    fn rule(&self) -> &str {
        self.advice.map_or(&self.finding.code, |pitfall| &pitfall.id)
    }

    fn level(&self) -> &'static str {
        match self.advice {
            Some(_) => "note",
            None => level(self.finding.status),
        }
    }
}

fn entries(report: &Report, all: bool) -> Vec<Entry<'_>> {
    let mut entries = Vec::new();
    for finding in &report.results {
        if all || facts::is_problem(finding.status) || finding.status == Status::Suppressed {
            entries.push(Entry { finding, advice: None });
        }
        if finding.status == Status::Pass {
            entries.extend(finding.pitfalls.iter().map(|pitfall| Entry { finding, advice: Some(pitfall) }));
        }
    }
    entries
}

/// What `level` says of a status. By the standard it is `none` for every kind but `fail`.
fn level(status: Status) -> &'static str {
    match status {
        Status::Fail | Status::Suppressed => "error",
        Status::Conditional => "warning",
        Status::Pass | Status::Unknown | Status::NotApplicable => "none",
    }
}

fn kind(status: Status) -> &'static str {
    match status {
        Status::Fail | Status::Conditional | Status::Suppressed => "fail",
        Status::Unknown => "open",
        Status::Pass => "pass",
        Status::NotApplicable => "notApplicable",
    }
}

/// The rules of the run by id: default level, and the requirements that any finding of the rule counts for.
struct Rules<'a>(Vec<Rule<'a>>);

struct Rule<'a> {
    id: &'a str,
    level: &'static str,
    /// Slug and requirement.
    requirements: Vec<(&'a str, &'a str)>,
}

impl<'a> Rules<'a> {
    fn of(entries: &'a [Entry<'a>]) -> Self {
        let mut rules: Vec<Rule<'_>> = Vec::new();
        for entry in entries {
            let id = entry.rule();
            let at = rules.binary_search_by(|rule| rule.id.cmp(id)).unwrap_or_else(|at| {
                rules.insert(at, Rule { id, level: usual_level(id), requirements: Vec::new() });
                at
            });
            let Some(rule) = rules.get_mut(at) else { continue };
            rule.level = worse(rule.level, entry.level());
            for requirement in requirements_of(entry.finding) {
                insert_sorted(&mut rule.requirements, requirement);
            }
        }
        Rules(rules)
    }

    fn index(&self, id: &str) -> usize {
        self.0.binary_search_by(|rule| rule.id.cmp(id)).unwrap_or_default()
    }
}

/// The level of a rule whatever this report has found, so that two reports describe it alike.
fn usual_level(id: &str) -> &'static str {
    knowledge::code(id).and_then(|code| code.status).map_or("none", level)
}

fn requirements_of(finding: &Finding) -> Vec<(&str, &str)> {
    let mut requirements = Vec::new();
    for framework in &finding.frameworks {
        for id in &framework.requirements {
            insert_sorted(&mut requirements, (framework.slug.as_str(), id.as_str()));
        }
    }
    requirements
}

fn worse(a: &'static str, b: &'static str) -> &'static str {
    let rank = |level: &str| ["none", "note", "warning", "error"].iter().position(|known| *known == level);
    if rank(b) > rank(a) { b } else { a }
}

fn driver(report: &Report, rules: &Rules<'_>, taxonomies: &[&str]) -> Tree {
    let mut notifications: Vec<&str> = Vec::new();
    for diagnostic in &report.diagnostics {
        insert_sorted(&mut notifications, diagnostic.code.as_str());
    }
    object([
        ("name", one_line(&report.tool.name).into()),
        ("version", one_line(&report.tool.version).into()),
        ("semanticVersion", one_line(&report.tool.version).into()),
        ("shortDescription", message(&format!("{} ({})", report.control.title, report.control.id))),
        ("rules", full_list(mapped(&rules.0, &|rule| descriptor(report, rule, taxonomies)))),
        ("notifications", each(&notifications, &|code| object([("id", one_line(code).into())]))),
        ("supportedTaxonomies", each(taxonomies, &|slug| component(slug, taxonomies))),
    ])
}

fn descriptor(report: &Report, rule: &Rule<'_>, taxonomies: &[&str]) -> Tree {
    let text = texts::rule(report, rule.id);
    let relationships = each(&rule.requirements, &|(slug, requirement)| {
        let target = object([("id", one_line(requirement).into()), ("toolComponent", component(slug, taxonomies))]);
        object([("target", target), ("kinds", one("relevant".into()))])
    });
    let severity = match rule.level {
        "error" | "warning" => SECURITY_SEVERITY.into(),
        _ => Tree::Nothing,
    };
    object([
        ("id", one_line(rule.id).into()),
        // A name that differs from the id in case alone says nothing, and Microsoft's validator warns of it.
        ("name", Some(pascal_case(rule.id)).filter(|name| !name.eq_ignore_ascii_case(rule.id)).into()),
        ("shortDescription", message(&text.title)),
        ("fullDescription", message(&text.explanation)),
        ("help", message(&text.help())),
        ("defaultConfiguration", object([("level", rule.level.into())])),
        ("relationships", relationships),
        (
            "properties",
            object([
                ("tags", full_list(vec!["security".into(), "aws".into(), "terraform".into()])),
                ("precision", "very-high".into()),
                ("security-severity", severity),
            ]),
        ),
    ])
}

/// `profile-missing` as `ProfileMissing`: SARIF wants a name that reads like one.
fn pascal_case(id: &str) -> String {
    let upper = |part: &str| {
        let mut characters = part.chars();
        characters.next().map_or_else(String::new, |first| first.to_uppercase().chain(characters).collect())
    };
    one_line(id).split(['-', '_', ' ']).map(upper).collect()
}

fn component(slug: &str, taxonomies: &[&str]) -> Tree {
    let index = taxonomies.iter().position(|known| *known == slug).map(|index| index as u32);
    object([("name", one_line(slug).into()), ("index", index.into()), ("guid", id::uuid(&["taxonomy", slug]).into())])
}

fn taxonomy(framework: &Framework<'_>) -> Tree {
    let slug = framework.slug;
    let taxa = each(&framework.requirements, &|requirement| {
        let title = texts::requirement(slug, requirement.id).map(message);
        object([("id", one_line(requirement.id).into()), ("shortDescription", title.into())])
    });
    object([
        ("name", one_line(slug).into()),
        ("fullName", one_line(&texts::framework(slug)).into()),
        ("guid", id::uuid(&["taxonomy", slug]).into()),
        ("isComprehensive", false.into()),
        ("taxa", taxa),
    ])
}

fn invocation(report: &Report, options: &RenderOptions<'_>) -> Tree {
    let time: Tree = options.time.as_ref().map(|_| options.time().to_owned()).into();
    object([
        ("executionSuccessful", (report.summary.errors == 0).into()),
        ("endTimeUtc", time),
        ("toolExecutionNotifications", each(&report.diagnostics, &notification)),
    ])
}

fn notification(diagnostic: &Diagnostic) -> Tree {
    let level = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    };
    let location = diagnostic.location.as_ref().map(|place| object([("physicalLocation", physical(place))]));
    object([
        ("descriptor", object([("id", one_line(&diagnostic.code).into())])),
        ("level", level.into()),
        ("message", message(&diagnostic.message)),
        ("locations", list(vec![location.into()])),
    ])
}

fn result(entry: &Entry<'_>, rules: &Rules<'_>, taxonomies: &[&str]) -> Tree {
    let finding = entry.finding;
    let index = rules.index(entry.rule());
    let own = requirements_of(finding);
    let taxa = match rules.0.get(index) {
        Some(rule) if rule.requirements == own => Tree::Nothing,
        _ => each(&own, &|(slug, requirement)| {
            object([("id", one_line(requirement).into()), ("toolComponent", component(slug, taxonomies))])
        }),
    };
    let (text, place, kind) = match entry.advice {
        Some(pitfall) => (
            format!("{}: {}. {}", finding.address, pitfall.title, pitfall.explanation),
            pitfall.location.as_ref().unwrap_or(&finding.location),
            "fail",
        ),
        None => (facts::sentence(finding), &finding.location, kind(finding.status)),
    };
    let fixes = if kind == "fail" { finding.fixes.as_slice() } else { &[] };
    object([
        ("ruleId", one_line(entry.rule()).into()),
        ("ruleIndex", (index as u32).into()),
        ("kind", kind.into()),
        ("level", entry.level().into()),
        ("message", message(&text)),
        ("locations", one(location(finding, place))),
        (
            "partialFingerprints",
            object([("addressAndCode/v1", id::fingerprint(&[&finding.root, &finding.address, entry.rule()]).into())]),
        ),
        ("codeFlows", if entry.advice.is_none() { code_flow(finding) } else { Tree::Nothing }),
        ("relatedLocations", if entry.advice.is_none() { related(&finding.pitfalls) } else { Tree::Nothing }),
        ("suppressions", suppressions(finding)),
        ("taxa", taxa),
        ("fixes", if entry.advice.is_none() { each(fixes, &fix) } else { Tree::Nothing }),
        ("properties", properties(finding)),
    ])
}

fn properties(finding: &Finding) -> Tree {
    let cases = each(finding.cases.as_deref().unwrap_or_default(), &|case| {
        object([
            ("when", one_line(&facts::assumptions(case)).into()),
            ("status", facts::label(case.status).into()),
            ("code", one_line(&case.code).into()),
        ])
    });
    object([
        ("status", facts::label(finding.status).into()),
        ("resourceType", one_line(&finding.resource_type).into()),
        ("root", one_line(&finding.root).into()),
        ("cases", cases),
    ])
}

/// Where a result is. Code scanning rejects a log with a result that has no file, so what has no place in a text is put
/// at the directory of its root module.
fn location(finding: &Finding, place: &Location) -> Tree {
    let logical = object([("fullyQualifiedName", one_line(&finding.address).into()), ("kind", "resource".into())]);
    let physical = match (physical(place), finding.root.as_str()) {
        (Tree::Nothing, "") => object([("artifactLocation", artifact("."))]),
        (Tree::Nothing, root) => object([("artifactLocation", artifact(root))]),
        (known, _) => known,
    };
    object([("physicalLocation", physical), ("logicalLocations", one(logical))])
}

/// File and region; nothing for a finding that has no place in a text.
fn physical(place: &Location) -> Tree {
    match place.file.is_empty() {
        true => Tree::Nothing,
        false => object([("artifactLocation", artifact(&place.file)), ("region", region(place))]),
    }
}

fn artifact(file: &str) -> Tree {
    object([("uri", uri(file).into()), ("uriBaseId", "%SRCROOT%".into())])
}

/// Lines and columns are 1-based; the end column is one past the last, in the model as in SARIF.
fn region(place: &Location) -> Tree {
    match facts::is_somewhere(place) {
        true => object([
            ("startLine", place.start.line.into()),
            ("startColumn", place.start.column.max(1).into()),
            ("endLine", place.end.line.max(place.start.line).into()),
            ("endColumn", place.end.column.max(1).into()),
        ]),
        false => Tree::Nothing,
    }
}

fn code_flow(finding: &Finding) -> Tree {
    if finding.chain.len() < 2 {
        return Tree::Nothing;
    }
    let steps = mapped(&finding.chain, &|link| {
        let place = link.location.as_ref().unwrap_or(&finding.location);
        let importance = if link.status == LinkStatus::Ok { "important" } else { "essential" };
        object([
            (
                "location",
                object([("physicalLocation", physical(place)), ("message", message(&facts::describe_link(link)))]),
            ),
            ("importance", importance.into()),
        ])
    });
    let flow = object([("locations", full_list(steps))]);
    one(object([("message", message("How credentials would reach the instance.")), ("threadFlows", one(flow))]))
}

fn related(pitfalls: &[Pitfall]) -> Tree {
    each(pitfalls, &|pitfall| match &pitfall.location {
        Some(place) if facts::is_somewhere(place) => object([
            ("physicalLocation", physical(place)),
            ("message", message(&format!("{}: {}", pitfall.title, pitfall.explanation))),
        ]),
        _ => Tree::Nothing,
    })
}

fn suppressions(finding: &Finding) -> Tree {
    each(finding.suppression.as_slice(), &|suppression| {
        object([
            ("kind", "inSource".into()),
            ("status", "accepted".into()),
            ("justification", one_line(&suppression.reason).into()),
            ("location", object([("physicalLocation", physical(&suppression.location))])),
        ])
    })
}

fn fix(fix: &Fix) -> Tree {
    let mut files: Vec<(&str, Vec<Tree>)> = Vec::new();
    for edit in &fix.edits {
        let range = Location { file: edit.file.clone(), start: edit.start, end: edit.end };
        let replacement = object([
            ("deletedRegion", region(&range)),
            ("insertedContent", object([("text", edit.new_text.as_str().into())])),
        ]);
        match files.iter_mut().find(|(file, _)| *file == edit.file) {
            Some((_, replacements)) => replacements.push(replacement),
            None => files.push((&edit.file, vec![replacement])),
        }
    }
    if files.is_empty() {
        return Tree::Nothing;
    }
    let mut changes = Vec::new();
    for (file, replacements) in files {
        changes.push(object([("artifactLocation", artifact(file)), ("replacements", full_list(replacements))]));
    }
    object([("description", message(&fix.title)), ("artifactChanges", full_list(changes))])
}

fn message(text: &str) -> Tree {
    object([("text", plain(text).into())])
}

/// Text in which viewers find no link: SARIF messages turn `[text](target)` into one.
fn plain(text: &str) -> String {
    super::escape::lines(text).replace("](", "] (")
}
