//! Audit evidence, one folder per case: what is in `input/` must give at least what `expected.json` says.
//!
//! Objects are compared by the keys that are expected, `null` stands for an absent key, lists must have
//! the same length. A folder with `golden/` also has its renderings compared, file by file.

#![allow(clippy::panic)] // A test says what is wrong by failing.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use ec2_profile_check::evidence::{Document, EvidenceFormat, EvidenceOptions, EvidenceReport, render, report};
use serde_json::Value;

#[test]
fn every_case_gives_what_is_expected() {
    let mut wrong = Vec::new();
    for case in folders() {
        let expected = json(&case.join("expected.json"));
        let actual = serde_json::to_value(report_on(&case, false)).unwrap_or_default();
        compare(&expected, &actual, &name(&case), &mut wrong);
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn the_order_of_inputs_does_not_matter() {
    for case in folders() {
        let (forward, backward) = (report_on(&case, false), report_on(&case, true));
        // Of two inputs with the same bytes the first is named as the source.
        if forward.inputs.iter().any(|input| input.duplicate_of.is_some()) {
            continue;
        }
        assert_eq!(forward.instances, backward.instances, "{}", name(&case));
        assert_eq!(forward.summary, backward.summary, "{}", name(&case));
    }
}

#[test]
fn reports_survive_json() {
    for case in folders() {
        let report = report_on(&case, false);
        let text = render(&report, EvidenceFormat::Json);
        let back: EvidenceReport =
            ec2_profile_check::from_json::from_json(&text).unwrap_or_else(|e| panic!("{}: {e}", name(&case)));
        assert_eq!(report, back, "{}", name(&case));
    }
}

#[test]
fn renderings_are_as_filed() {
    let mut compared = 0;
    for case in folders().into_iter().filter(|case| case.join("golden").is_dir()) {
        let report = report_on(&case, false);
        for (format, file) in [
            (EvidenceFormat::Text, "report.txt"),
            (EvidenceFormat::Csv, "report.csv"),
            (EvidenceFormat::Markdown, "report.md"),
            (EvidenceFormat::Html, "report.html"),
        ] {
            let path = case.join("golden").join(file);
            let tool = concat!("ec2-profile-check ", env!("CARGO_PKG_VERSION"));
            let rendered = render(&report, format).replace(tool, "ec2-profile-check VERSION");
            if std::env::var_os("UPDATE_GOLDEN").is_some() {
                std::fs::write(&path, &rendered).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
            }
            let filed = std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
            assert_eq!(rendered, filed, "{}", path.display());
            compared += 1;
        }
    }
    assert!(compared > 0, "no case with golden files");
}

/// CSV keeps its shape whatever the names hold: every row has as many fields as the heading.
#[test]
fn csv_is_rectangular() {
    for case in folders() {
        let text = render(&report_on(&case, false), EvidenceFormat::Csv);
        let rows = csv_rows(&text);
        let widths: BTreeSet<usize> = rows.iter().map(Vec::len).collect();
        assert_eq!(widths.len(), 1, "{}: {widths:?}", name(&case));
        for field in rows.iter().flatten() {
            assert!(!field.starts_with(['=', '+', '-', '@', '\t', '\r']), "{}: {field}", name(&case));
        }
    }
}

/// HTML has no tag of the input's making.
#[test]
fn html_holds_no_foreign_markup() {
    for case in folders() {
        let text = render(&report_on(&case, false), EvidenceFormat::Html);
        for tag in ["<script", "<img", "<a ", "<b>", "javascript:\""] {
            assert!(!text.to_lowercase().contains(tag), "{}: {tag}", name(&case));
        }
    }
}

/// Each value of each input in turn becomes a value of another type; reading and rendering go on.
#[test]
fn wrong_types_anywhere_are_survived() {
    let wrong = [
        Value::Null,
        Value::from(7),
        Value::from("=x"),
        serde_json::json!([]),
        serde_json::json!([{}]),
        serde_json::json!({}),
    ];
    for case in folders().into_iter().filter(|case| name(case) != "hostile-input") {
        for path in files(&case.join("input")) {
            let Ok(Ok(document)) = std::fs::read_to_string(&path).map(|text| serde_json::from_str::<Value>(&text))
            else {
                continue;
            };
            let mut places = Vec::new();
            pointers(&document, String::new(), &mut places);
            for (round, place) in places.iter().enumerate() {
                let mut changed = document.clone();
                if let (Some(value), Some(other)) = (changed.pointer_mut(place), wrong.get(round % wrong.len())) {
                    *value = other.clone();
                }
                let bytes = changed.to_string().into_bytes();
                let made = report(&[Document { name: name(&path), bytes }], &EvidenceOptions::default());
                for format in
                    [EvidenceFormat::Text, EvidenceFormat::Csv, EvidenceFormat::Markdown, EvidenceFormat::Html]
                {
                    assert!(!render(&made, format).is_empty(), "{} {place}", path.display());
                }
            }
        }
    }
}

fn pointers(value: &Value, place: String, places: &mut Vec<String>) {
    match value {
        Value::Object(members) => {
            for (key, member) in members {
                pointers(member, format!("{place}/{}", key.replace('~', "~0").replace('/', "~1")), places);
            }
        }
        Value::Array(elements) => {
            for (index, element) in elements.iter().enumerate() {
                pointers(element, format!("{place}/{index}"), places);
            }
        }
        _ => {}
    }
    places.push(place);
}

fn folders() -> Vec<PathBuf> {
    let mut folders = entries(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/evidence"));
    folders.retain(|path| path.is_dir());
    assert!(!folders.is_empty());
    folders
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let listing = std::fs::read_dir(folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display()));
    let mut paths: Vec<PathBuf> = listing.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.sort();
    paths
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let inside = |path: PathBuf| if path.is_dir() { files(&path) } else { vec![path] };
    entries(folder).into_iter().flat_map(inside).collect()
}

fn name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

fn json(path: &Path) -> Value {
    let text = std::fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    serde_json::from_str(&text).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

fn report_on(case: &Path, backward: bool) -> EvidenceReport {
    let folder = case.join("input");
    let document = |path: &PathBuf| Document {
        name: path.strip_prefix(&folder).unwrap_or(path).to_string_lossy().replace('\\', "/"),
        bytes: std::fs::read(path).unwrap_or_default(),
    };
    let mut documents: Vec<Document> = files(&folder).iter().map(document).collect();
    if backward {
        documents.reverse();
    }
    let given = case.join("options.json");
    let mut options: EvidenceOptions = if given.is_file() {
        serde_json::from_value(json(&given)).unwrap_or_else(|e| panic!("{}: {e}", given.display()))
    } else {
        EvidenceOptions::default()
    };
    options.generated_at.get_or_insert_with(|| "2026-03-09T12:00:00Z".to_owned());
    report(&documents, &options)
}

fn compare(expected: &Value, actual: &Value, place: &str, wrong: &mut Vec<String>) {
    match (expected, actual) {
        (Value::Object(keys), Value::Object(_)) => {
            for (key, expected) in keys {
                compare(expected, actual.get(key).unwrap_or(&Value::Null), &format!("{place}.{key}"), wrong);
            }
        }
        (Value::Array(expected), Value::Array(actual)) if expected.len() == actual.len() => {
            for (index, (expected, actual)) in expected.iter().zip(actual).enumerate() {
                compare(expected, actual, &format!("{place}[{index}]"), wrong);
            }
        }
        _ if expected == actual => {}
        _ => wrong.push(format!("{place}: expected {expected}, got {actual}")),
    }
}

/// A reader of RFC 4180 that shares nothing with the writer.
fn csv_rows(text: &str) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut field) = (Vec::new(), Vec::new(), String::new());
    let mut quoted = false;
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '"' if quoted && characters.peek() == Some(&'"') => {
                characters.next();
                field.push('"');
            }
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(std::mem::take(&mut field)),
            '\r' if !quoted && characters.peek() == Some(&'\n') => {
                characters.next();
                row.push(std::mem::take(&mut field));
                rows.push(std::mem::take(&mut row));
            }
            other => field.push(other),
        }
    }
    assert!(!quoted && field.is_empty() && row.is_empty(), "the last row is not ended");
    rows
}
