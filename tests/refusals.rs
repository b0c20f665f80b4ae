//! Errors against what Terraform itself said of them (tests/terraform/refusals/expected.json): what `try` and `can` catch,
//! and what they do not.

#![allow(clippy::unwrap_used, reason = "a case that cannot be read is a failed test")]

use std::collections::BTreeMap;

use ec2_profile_check::report::model::Severity;
use ec2_profile_check::{CheckOptions, check, evaluate};
use serde_json::Value;

/// What is wrong where the value does not lead, or only a schema tells; of a resource that is not declared, the verdict
/// tells.
const NOT_TOLD: [&str; 11] = [
    "a wrong local for no element",
    "a wrong local that is not asked for",
    "a wrong output beside",
    "a wrong argument beside",
    "a wrong argument of one of many",
    "a precondition that fails",
    "an output precondition that fails",
    "an attribute that is not there",
    "a wrong local of which another part is wanted",
    "a resource that is not there",
    "a data source that is not there",
];

#[test]
fn agree_with_terraform() {
    let text = std::fs::read_to_string("tests/terraform/refusals/expected.json").unwrap();
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
        if agrees == NOT_TOLD.contains(&name) {
            wrong.push(format!("{name}: {} here", ours));
        }
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
    assert!(cases.len() >= 114);
}
