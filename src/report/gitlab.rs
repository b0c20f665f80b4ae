//! GitLab code quality: the widget of a merge request.

use super::escape::one_line;
use super::facts;
use super::id;
use super::model::{Report, Severity, Status};
use super::tree::{Tree, full_list, object};
use crate::text::Location;

/// A list of degradations. The fingerprint has no line in it, so that a finding that merely moved is not new.
pub fn render(report: &Report) -> String {
    let mut seen = Vec::new();
    let mut degradations = Vec::new();
    for finding in &report.results {
        let severity = match finding.status {
            Status::Fail => "major",
            Status::Conditional => "minor",
            Status::Unknown => "info",
            Status::Pass | Status::NotApplicable | Status::Suppressed => continue,
        };
        let text = facts::sentence(finding);
        let key = id::fingerprint(&[&finding.root, &finding.address, &finding.code]);
        degradations.push(degradation(&mut seen, &finding.code, &text, severity, Some(&finding.location), key));
    }
    for diagnostic in &report.diagnostics {
        let severity = match diagnostic.severity {
            Severity::Error => "critical",
            Severity::Warning => "minor",
            Severity::Info => continue,
        };
        let place = diagnostic.location.as_ref();
        let file = place.map_or("", |place| place.file.as_str());
        let key = id::fingerprint(&[file, &diagnostic.code, &diagnostic.message]);
        degradations.push(degradation(&mut seen, &diagnostic.code, &diagnostic.message, severity, place, key));
    }
    full_list(degradations).write()
}

fn degradation(
    seen: &mut Vec<String>,
    check: &str,
    text: &str,
    severity: &str,
    place: Option<&Location>,
    key: String,
) -> Tree {
    // GitLab drops entries with equal fingerprints: the same error twice in a file is told apart by its order.
    let mut fingerprint = key;
    while !facts::insert_sorted(seen, fingerprint.clone()) {
        fingerprint = id::fingerprint(&[&fingerprint]);
    }
    let place = place.filter(|place| !place.file.is_empty());
    // A path is required; what belongs to no file belongs to the directory that was checked.
    let path = place.map_or(".".to_owned(), |place| one_line(&place.file));
    let begin = place.map_or(1, |place| place.start.line.max(1));
    let end = place.map_or(1, |place| place.end.line.max(begin));
    object([
        ("description", one_line(text).into()),
        ("check_name", one_line(check).into()),
        ("fingerprint", fingerprint.into()),
        ("severity", severity.into()),
        (
            "location",
            object([("path", path.into()), ("lines", object([("begin", begin.into()), ("end", end.into())]))]),
        ),
    ])
}
