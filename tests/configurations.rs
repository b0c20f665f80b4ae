//! Configurations against what Terraform itself said of them (tests/terraform/*/expected.json): which errors `try` and `can`
//! catch and which they do not, and what modules, types and blocks make of values.

#![allow(clippy::unwrap_used, reason = "a case that cannot be read is a failed test")]

use std::collections::BTreeMap;

use ec2_profile_check::report::model::Severity;
use ec2_profile_check::{CheckOptions, check, evaluate};
use serde_json::Value;

/// What is wrong where the value does not lead, or only a schema tells; of a resource that is not declared, the verdict
/// tells.
const NOT_TOLD: [&str; 10] = [
    "a wrong local for no element",
    "a wrong local that is not asked for",
    "a wrong output beside",
    "a wrong argument beside",
    "a wrong argument of one of many",
    "a precondition that fails",
    "an attribute that is not there",
    "a wrong local of which another part is wanted",
    "a resource that is not there",
    "a data source that is not there",
];

/// What the value does not need, or only a schema tells: whether an argument that is null is computed.
const NOT_ALIKE: [&str; 5] = [
    "idioms over resources by key",
    "a for_each of a map with a null",
    "moved from what is still there",
    "removed what is still there",
    "an ephemeral value as a module's output",
];

#[test]
fn errors_agree_with_terraform() {
    assert!(compare("refusals", &NOT_TOLD) >= 114);
}

#[test]
fn structures_agree_with_terraform() {
    assert!(compare("structures", &NOT_ALIKE) >= 50);
}

/// How many configurations there are.
fn compare(folder: &str, not_told: &[&str]) -> usize {
    let text = std::fs::read_to_string(format!("tests/terraform/{folder}/expected.json")).unwrap();
    let cases: Vec<Value> = serde_json::from_str(&text).unwrap();
    let mut wrong = Vec::new();
    for case in &cases {
        let name = case["name"].as_str().unwrap();
        let files: BTreeMap<String, String> = serde_json::from_value(case["files"].clone()).unwrap();
        let ours = serde_json::to_value(evaluate(&files, "local.it", &CheckOptions::default())).unwrap();
        let said = || {
            let mut files = files.clone();
            files.insert("subject.tf".to_owned(), "resource \"aws_instance\" \"web\" {}\n".to_owned());
            let report = check(&files, &CheckOptions::default());
            report.diagnostics.iter().any(|diagnostic| diagnostic.severity != Severity::Info)
        };
        let is_refused = case.get("refused").is_some();
        let agrees = match case.get("value") {
            _ if is_refused => ours["error"] == true || said(),
            Some(value) => ours["value"] == *value,
            None => ours["known"] == false && ours["error"] != true,
        };
        if agrees == not_told.contains(&name) {
            wrong.push(format!("{name}: {ours} here"));
        }
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
    cases.len()
}
