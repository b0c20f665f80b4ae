//! Declarations of variables and outputs against what Terraform itself said of them (tests/terraform/declarations/expected.json):
//! what it refuses is reported at that place, and of what it takes nothing is reported and the value is the same.

#![allow(clippy::unwrap_used, reason = "a case that cannot be read is a failed test")]

use std::collections::BTreeMap;

use ec2_profile_check::report::model::Severity;
use ec2_profile_check::{CheckOptions, check, evaluate};
use serde_json::Value;

/// The Terraform that was asked (1.11) refuses these; 1.15 takes them.
const OF_LATER_TERRAFORM: [&str; 4] =
    ["deprecated", "const", "output with a type", "output with an argument of later Terraform"];

#[test]
fn agree_with_terraform() {
    let text = std::fs::read_to_string("tests/terraform/declarations/expected.json").unwrap();
    let cases: Vec<Value> = serde_json::from_str(&text).unwrap();
    let mut wrong = Vec::new();
    for case in &cases {
        let mut files: BTreeMap<String, String> = serde_json::from_value(case["files"].clone()).unwrap();
        // A module that is not judged is not looked into.
        for (path, text) in files.iter_mut().filter(|(path, _)| path.ends_with("m/main.tf")) {
            text.push_str("resource \"aws_instance\" \"web\" {}\n");
            assert!(path.starts_with("m/"));
        }
        let report = check(&files, &CheckOptions::default());
        let said: Vec<(String, String)> = report
            .diagnostics
            .iter()
            .filter(|diagnostic| diagnostic.severity != Severity::Info)
            .map(|diagnostic| {
                let location = diagnostic.location.as_ref().unwrap();
                (format!("{}:{}", location.file, location.start.line), diagnostic.message.clone())
            })
            .collect();
        let name = case["name"].as_str().unwrap();
        match case["refused"].as_array().filter(|_| !OF_LATER_TERRAFORM.contains(&name)) {
            Some(places) => {
                let missing: Vec<&Value> = places
                    .iter()
                    // A circle has no place.
                    .filter(|place| !said.iter().any(|(ours, _)| *place == "" || Some(ours.as_str()) == place.as_str()))
                    .collect();
                if !missing.is_empty() {
                    wrong.push(format!("{name}: nothing is said at {missing:?}, but {said:?}"));
                }
            }
            None if !said.is_empty() => wrong.push(format!("{name}: Terraform takes it, and {said:?}")),
            None => {}
        }
        if let Some(value) = case.get("value") {
            let ours = serde_json::to_value(evaluate(&files, "var.a", &CheckOptions::default())).unwrap();
            if ours["value"] != *value {
                wrong.push(format!("{name}: var.a is {value}, not {ours}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
    assert!(cases.len() >= 157);
}
