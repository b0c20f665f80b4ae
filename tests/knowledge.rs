//! The knowledge files are whole and consistent: strict shapes, unique names, filled sentences.

use std::collections::BTreeSet;
use std::path::Path;

use ec2_profile_check::control::knowledge::{
    self, About, Code, CodeKind, EvidenceKind, Framework, PitfallText, StatusText, ToolReads, ToolsFile,
};
use ec2_profile_check::from_json::{FromJson, from_json};
use ec2_profile_check::report::model::{Severity, Status, ToolOutcome};

const DIRECTORY: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/src/control/knowledge/");

/// Reads a file and proves that nothing of it was passed over: written again, it is the same.
fn strict<T: FromJson + serde::Serialize>(file: &str) -> Result<T, String> {
    let text = std::fs::read_to_string(format!("{DIRECTORY}{file}")).map_err(|error| format!("{file}: {error}"))?;
    let read: T = from_json(&text).map_err(|error| format!("{file}: {error}"))?;
    let given: serde_json::Value = serde_json::from_str(&text).map_err(|error| format!("{file}: {error}"))?;
    assert_eq!(serde_json::to_value(&read).map_err(|error| error.to_string())?, given, "{file}");
    Ok(read)
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

/// The code of the engine and of the command line, which name what the knowledge has texts for.
fn sources(folder: &Path, into: &mut String) -> Result<(), std::io::Error> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            sources(&path, into)?;
        } else if path.extension().is_some_and(|end| end == "rs" || end == "js") {
            into.push_str(&std::fs::read_to_string(&path)?);
        }
    }
    Ok(())
}

#[test]
fn every_code_and_reason_is_given_by_something() -> Result<(), std::io::Error> {
    let mut text = String::new();
    sources(Path::new("src"), &mut text)?;
    sources(Path::new("pkg/cli"), &mut text)?;
    let codes = knowledge::codes().iter().map(|code| &code.code);
    let pitfalls = knowledge::pitfalls().iter().map(|pitfall| &pitfall.id);
    let tools: ToolsFile = strict("tools.json").map_err(std::io::Error::other)?;
    let own = tools.tools.iter().flat_map(|tool| &tool.reasons);
    let reasons = own.chain(&tools.run_time_reasons).map(|reason| &reason.id);
    for id in codes.chain(pitfalls).chain(reasons) {
        assert!(text.contains(&format!("\"{id}\"")) || text.contains(&format!("'{id}'")), "nothing gives {id}");
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

#[test]
fn the_control_is_described() -> Result<(), String> {
    let about: About = strict("control.json")?;
    assert_eq!(&about, knowledge::about());
    assert_eq!(about.id, "ec2_instance_iam_profile_attached");
    assert_eq!(about.last_reviewed.control_page, "2026-03-09");
    assert_unique(about.implementations.iter().map(|way| way.id.as_str()));
    assert!(about.retrofit.steps.iter().any(|step| step.command.contains("associate-iam-instance-profile")));
    assert!(about.retrofit.steps.iter().any(|step| step.command.contains("replace-iam-instance-profile-association")));
    let evidence: Vec<EvidenceKind> = strict("evidence.json")?;
    assert_eq!(evidence, knowledge::evidence());
    assert_unique(evidence.iter().map(|kind| kind.id.as_str()));
    Ok(())
}

#[test]
fn all_pitfalls_are_explained() -> Result<(), String> {
    let pitfalls: Vec<PitfallText> = strict("pitfalls.json")?;
    assert_eq!(pitfalls, knowledge::pitfalls());
    let ids: BTreeSet<&str> = pitfalls.iter().map(|pitfall| pitfall.id.as_str()).collect();
    let fixed = [
        "arn-as-name",
        "default-template-version",
        "hardcoded-credentials",
        "launch-template-override",
        "plain-module-defaults",
        "metadata-service-disabled",
        "role-without-profile",
        "spot-and-fleet",
        "ssh-instead-of-session-manager",
        "stub-profile",
    ];
    assert!(ids.is_superset(&BTreeSet::from(fixed)), "{ids:?}");
    assert_unique(pitfalls.iter().map(|pitfall| pitfall.id.as_str()));
    for pitfall in &pitfalls {
        for text in [&pitfall.title, &pitfall.explanation, &pitfall.consequence, &pitfall.way_out] {
            assert!(!text.trim().is_empty(), "{}", pitfall.id);
        }
        assert_ne!(pitfall.affected, pitfall.mended, "{}", pitfall.id);
    }
    Ok(())
}

#[test]
fn the_ten_frameworks_of_compliance_tf_are_mapped() -> Result<(), String> {
    let frameworks: Vec<Framework> = strict("frameworks.json")?;
    assert_eq!(frameworks, knowledge::frameworks());
    let slugs: Vec<&str> = frameworks.iter().map(|framework| framework.slug.as_str()).collect();
    let hosts = [
        "pcidss",
        "hipaa",
        "nist80053",
        "cisv80ig1",
        "nist800171",
        "ffiec",
        "acscessentialeight",
        "cfrpart11",
        "rbiitfnbfc",
        "nistcsfv11",
    ];
    assert_eq!(slugs, hosts);
    for framework in &frameworks {
        assert_eq!(framework.compliance_tf_host, format!("{}.compliance.tf", framework.slug));
        assert!(!framework.requirements.is_empty(), "{}", framework.slug);
        assert_unique(framework.requirements.iter().map(|requirement| requirement.id.as_str()));
        let from_page = ["pcidss", "hipaa", "nist80053"].contains(&framework.slug.as_str());
        assert_eq!(framework.interpretation.source, if from_page { "control page" } else { "ours" });
    }
    Ok(())
}

#[test]
fn both_sides_of_the_nist_disagreement_are_shown() {
    let differences = knowledge::framework("nist80053").map(|nist| nist.differences.as_slice()).unwrap_or_default();
    for (requirement, source) in [("AC-2", "control page"), ("IA-2", "control page"), ("CM-6(a)", "Powerpipe")] {
        let shown = |difference: &knowledge::Difference| {
            difference.about.contains(requirement) && difference.source.contains(source)
        };
        assert!(differences.iter().any(shown), "{requirement}");
    }
}

#[test]
fn a_misspelt_framework_has_neighbours() {
    assert_eq!(knowledge::nearest_frameworks("pcidsss").first(), Some(&"pcidss"));
    assert_eq!(knowledge::nearest_frameworks("NIST80054").first(), Some(&"nist80053"));
    assert_eq!(knowledge::nearest_frameworks("").len(), 2);
    assert_eq!(knowledge::nearest_frameworks(&"x".repeat(100_000)).len(), 2);
}

#[test]
fn the_mapped_tools_explain_themselves() -> Result<(), String> {
    let file: ToolsFile = strict("tools.json")?;
    assert_eq!(file.tools, knowledge::tools());
    let ids: Vec<&str> = file.tools.iter().map(|tool| tool.id.as_str()).collect();
    let expected = [
        "CKV2_AWS_41",
        "EC2_INSTANCE_PROFILE_ATTACHED",
        "ec2_instance_profile_attached",
        "aws_compliance.control.ec2_instance_iam_profile_attached",
        "aws_compliance.control.ec2_instance_publicly_accessible_iam_profile_attached",
    ];
    assert_eq!(ids, expected);
    assert_unique(file.tools.iter().map(|tool| tool.slug.as_str()));
    for tool in &file.tools {
        assert!(tool.links.iter().all(|link| link.starts_with("https://")), "{}", tool.slug);
        let shared = file.run_time_reasons.iter().filter(|_| tool.reads == ToolReads::RunTime);
        assert_unique(tool.reasons.iter().chain(shared).map(|reason| reason.id.as_str()));
    }
    Ok(())
}

#[test]
fn a_tool_verdict_carries_its_reason() {
    let of = |slug, reason| knowledge::tool_verdict(slug, reason, &[]).map(|verdict| (verdict.verdict, verdict.why));
    let checkov = of("checkov", "empty-string");
    assert!(checkov.is_some_and(|(verdict, why)| verdict == ToolOutcome::Pass && why.contains("empty string")));
    let prowler = of("prowler", "template-profile");
    assert!(prowler.is_some_and(|(verdict, why)| verdict == ToolOutcome::Pass && why.starts_with("Prowler sees")));
    assert_eq!(of("checkov", "template-profile"), None);
    assert_eq!(of("no-such-tool", "empty-string"), None);
}

#[test]
fn control_serves_every_text() -> Result<(), serde_json::Error> {
    let control = serde_json::to_value(knowledge::control())?;
    let keys: BTreeSet<&str> =
        control.as_object().map(|map| map.keys().map(String::as_str).collect()).unwrap_or_default();
    let expected = [
        "checks",
        "codes",
        "evidence",
        "frameworks",
        "id",
        "implementations",
        "lastReviewed",
        "pitfalls",
        "rationale",
        "retrofit",
        "statuses",
        "title",
        "tools",
    ];
    assert_eq!(keys, BTreeSet::from(expected));
    Ok(())
}

#[test]
fn every_snippet_is_terraform() {
    let pitfalls = knowledge::pitfalls().iter().flat_map(|pitfall| [&pitfall.affected, &pitfall.mended]);
    let implementations = knowledge::about().implementations.iter().map(|way| &way.code);
    for snippet in pitfalls.chain(implementations) {
        let parsed = hcl_edit::parser::parse_body(snippet);
        assert!(parsed.is_ok(), "{}\n{snippet}", parsed.err().map(|error| error.to_string()).unwrap_or_default());
    }
}
