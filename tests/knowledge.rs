//! The knowledge files are whole and consistent: strict shapes, unique names, filled sentences.

use std::collections::BTreeSet;

use ec2_profile_check::control::knowledge::{self, Code, CodeKind, StatusText};
use ec2_profile_check::report::model::{Severity, Status};

const DIRECTORY: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/src/control/knowledge/");

fn strict<T: serde::de::DeserializeOwned>(file: &str) -> Result<T, String> {
    let text = std::fs::read_to_string(format!("{DIRECTORY}{file}")).map_err(|error| format!("{file}: {error}"))?;
    serde_json::from_str(&text).map_err(|error| format!("{file}: {error}"))
}

fn assert_unique<'a>(names: impl IntoIterator<Item = &'a str>) {
    let mut seen = BTreeSet::new();
    for name in names {
        assert!(seen.insert(name), "{name} is there twice");
    }
}

#[test]
fn codes_are_complete() -> Result<(), String> {
    let codes: Vec<Code> = strict("codes.json")?;
    assert_eq!(codes, knowledge::codes());
    assert_unique(codes.iter().flat_map(|code| code.aliases.iter().chain([&code.code]).map(String::as_str)));
    for code in &codes {
        let name = &code.code;
        assert!(name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-'), "{name}");
        assert_eq!(code.status.is_some(), code.kind == CodeKind::Result, "{name}");
        assert_eq!(code.severity.is_some(), code.kind == CodeKind::Diagnostic, "{name}");
        for text in [&code.title, &code.message, &code.explanation, &code.consequence, &code.way_out] {
            assert!(!text.trim().is_empty() && text.trim() == text, "{name}: {text:?}");
        }
        let known = knowledge::placeholders(&code.message);
        assert!(code.kind != CodeKind::Result || known.contains(&"address"), "{name} must say what it is about");
        let own = code.own_message.as_deref().map(knowledge::placeholders).unwrap_or_default();
        for placeholder in knowledge::placeholders(&code.way_out).into_iter().chain(own) {
            assert!(known.contains(&placeholder), "{name}: {placeholder} is not in the message");
        }
    }
    Ok(())
}

#[test]
fn every_status_is_explained_and_used() -> Result<(), String> {
    use Status::{Conditional, Fail, NotApplicable, Pass, Suppressed, Unknown};
    let statuses: Vec<StatusText> = strict("statuses.json")?;
    let order: Vec<Status> = statuses.iter().map(|text| text.status).collect();
    assert_eq!(order, [Pass, Fail, Conditional, Unknown, NotApplicable, Suppressed]);
    for status in order {
        assert!(knowledge::codes().iter().any(|code| code.status == Some(status)), "{status:?} has no code");
    }
    Ok(())
}

#[test]
fn messages_are_filled_in_one_pass() {
    let arguments = [("address", "aws_instance.a"), ("argument", "{address}")];
    let message = knowledge::message("profile-missing", &arguments);
    assert!(message.starts_with("aws_instance.a sets no {address}, "), "{message}");
    assert!(knowledge::unfilled("profile-missing", &arguments).is_empty());
    assert_eq!(knowledge::unfilled("profile-missing", &[("argument", "")]), ["address"]);
}

#[test]
fn a_subject_that_is_the_broken_link_is_named_once() {
    let through = [("address", "aws_autoscaling_group.g"), ("template", "aws_launch_template.t")];
    assert_eq!(
        knowledge::message("template-without-profile", &through),
        "The launch template aws_launch_template.t has no iam_instance_profile block, so aws_autoscaling_group.g \
         launches without credentials."
    );
    let itself = [("address", "aws_launch_template.t"), ("template", "aws_launch_template.t")];
    assert_eq!(knowledge::message("template-without-profile", &itself).matches("aws_launch_template.t").count(), 1);
}

#[test]
fn a_slip_in_a_name_is_visible_and_never_a_pass() {
    assert_eq!(knowledge::message("no-such-code", &[]), "no-such-code");
    assert_eq!(knowledge::status("no-such-code"), Status::Unknown);
    assert_eq!(knowledge::status("syntax-error"), Status::Unknown);
    assert_eq!(knowledge::severity("no-such-code"), Severity::Error);
    let message = knowledge::message("profile-missing", &[]);
    assert!(message.starts_with("{address} sets no {argument}"), "{message}");
}
