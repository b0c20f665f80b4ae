//! Each folder `tests/cases/<area>/<case>` is a case: Terraform files, perhaps `options.json`, and the verdicts in
//! `expected.json`, written by hand from the specification of the control, Terraform's and AWS's documentation.
//!
//! `expected.json` holds `results` by address; of each result only what it names is compared. Without `exact: false`
//! there must be no other results. `diagnostics` lists the codes that are reported, in any order; without it none of
//! severity error or warning may be.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use ec2_profile_check::control::knowledge;
use ec2_profile_check::from_json::from_json;
use ec2_profile_check::report::model::{Finding, Report, Severity, Status};
use ec2_profile_check::{CheckOptions, check};
use serde_json::Value;

const NOT_INPUT: &[&str] = &["expected.json", "options.json", "why.md"];

fn files_below(directory: &Path, prefix: &str, into: &mut BTreeMap<String, String>) {
    for entry in fs::read_dir(directory).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        let relative = if prefix.is_empty() { name.to_owned() } else { format!("{prefix}/{name}") };
        if path.is_dir() {
            files_below(&path, &relative, into);
        } else if !(prefix.is_empty() && NOT_INPUT.contains(&name)) {
            into.insert(relative, fs::read_to_string(&path).unwrap());
        }
    }
}

fn report(directory: &Path) -> Report {
    let mut files = BTreeMap::new();
    files_below(directory, "", &mut files);
    let options: CheckOptions = match fs::read_to_string(directory.join("options.json")) {
        Ok(text) => from_json(&text).unwrap(),
        Err(_) => CheckOptions::default(),
    };
    check(&files, &options)
}

/// What `finding` differs in from what is expected of it.
fn differences(expected: &Value, finding: &Finding) -> Vec<String> {
    let found = serde_json::to_value(finding).unwrap();
    let mut differences = Vec::new();
    let mut compare = |name: &str, expected: &Value, found: Value| {
        if *expected != found {
            differences.push(format!("{}: {name} is {found}, expected {expected}", finding.address));
        }
    };
    for (name, expected) in expected.as_object().unwrap() {
        match name.as_str() {
            "pitfalls" => {
                let mut ids: Vec<&str> = finding.pitfalls.iter().map(|pitfall| pitfall.id.as_str()).collect();
                ids.sort_unstable();
                ids.dedup();
                compare("pitfalls", expected, ids.into());
            }
            "chain" => {
                let links = finding.chain.iter().map(|link| {
                    let link = serde_json::to_value(link).unwrap();
                    let text = |name: &str| link[name].as_str().unwrap_or("").to_owned();
                    format!("{} {} {}", text("kind"), text("address"), text("status")).replace("  ", " ")
                });
                compare("chain", expected, links.collect::<Vec<_>>().into());
            }
            "places" => {
                let places = finding.chain.iter().map(|link| match &link.location {
                    Some(place) => format!("{}:{}", place.file, place.start.line),
                    None => "none".to_owned(),
                });
                compare("places", expected, places.collect::<Vec<_>>().into());
            }
            "trace" => {
                let steps = finding.trace.iter().map(|step| format!("{} => {}", step.expression, step.value));
                compare("trace", expected, steps.collect::<Vec<_>>().into());
            }
            "line" => compare("line", expected, finding.location.start.line.into()),
            "frameworks" => {
                let slugs: Vec<&str> = finding.frameworks.iter().map(|framework| framework.slug.as_str()).collect();
                compare("frameworks", expected, slugs.into());
            }
            "suppression" => compare("suppression", expected, found["suppression"]["reason"].clone()),
            _ => compare(name, expected, found[name].clone()),
        }
    }
    differences
}

fn check_case(directory: &Path) -> Vec<String> {
    let expected: Value = serde_json::from_str(&fs::read_to_string(directory.join("expected.json")).unwrap()).unwrap();
    let report = report(directory);
    let cases = Path::new("tests/cases");
    // Not with_extension: a name such as "quoted-0.11" has a dot of its own.
    let name = format!("{}.json", directory.strip_prefix(cases).unwrap().display());
    let dump = Path::new("target/case-reports").join(name);
    fs::create_dir_all(dump.parent().unwrap()).unwrap();
    fs::write(dump, serde_json::to_string_pretty(&report).unwrap()).unwrap();

    let mut failures = Vec::new();
    let wanted = expected["results"].as_object().expect("expected.json holds results");
    for (key, expected) in wanted {
        // `root:address` where several roots hold the same address.
        let (root, address) = match key.split_once(':') {
            Some((root, address)) => (Some(root), address),
            None => (None, key.as_str()),
        };
        let mut matching = report
            .results
            .iter()
            .filter(|finding| finding.address == address && root.is_none_or(|root| finding.root == root));
        match matching.next() {
            Some(finding) => failures.extend(differences(expected, finding)),
            None => failures.push(format!("{key}: no result")),
        }
    }
    if expected["exact"] != Value::Bool(false) {
        for finding in &report.results {
            let keys = [finding.address.clone(), format!("{}:{}", finding.root, finding.address)];
            if !keys.iter().any(|key| wanted.contains_key(key)) {
                failures.push(format!("{}: unexpected result {:?} {}", finding.address, finding.status, finding.code));
            }
        }
    }
    let reported = report.diagnostics.iter();
    let codes: Vec<&str> = match expected.get("diagnostics") {
        Some(_) => reported.map(|diagnostic| diagnostic.code.as_str()).collect(),
        None => reported.filter(|d| d.severity != Severity::Info).map(|diagnostic| diagnostic.code.as_str()).collect(),
    };
    let mut codes: Vec<String> = codes.into_iter().map(str::to_owned).collect();
    codes.sort();
    codes.dedup();
    let mut expected_codes: Vec<String> =
        expected.get("diagnostics").map(|list| serde_json::from_value(list.clone()).unwrap()).unwrap_or_default();
    expected_codes.sort();
    if codes != expected_codes {
        failures.push(format!("diagnostics are {codes:?}, expected {expected_codes:?}"));
    }
    for finding in &report.results {
        if finding.chain.iter().any(|link| link.location.is_none()) {
            failures.push(format!("{}: a link of the chain has no place", finding.address));
        }
        if finding.message.contains('{') && !finding.message.contains("${") {
            failures.push(format!("{}: unfilled message: {}", finding.address, finding.message));
        }
    }
    failures
}

fn directories_in(directory: &Path) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> =
        fs::read_dir(directory).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_dir()).collect();
    found.sort();
    found
}

#[test]
fn every_case_gives_what_is_expected() {
    let only = std::env::var("CASE").ok();
    let mut failures = Vec::new();
    let mut count = 0;
    for area in directories_in(Path::new("tests/cases")) {
        for case in directories_in(&area) {
            let name = case.strip_prefix("tests/cases").unwrap().display().to_string();
            if only.as_ref().is_some_and(|only| !name.contains(only.as_str())) {
                continue;
            }
            count += 1;
            failures.extend(check_case(&case).into_iter().map(|failure| format!("{name}: {failure}")));
        }
    }
    assert!(failures.is_empty(), "{count} cases, {} failures:\n{}", failures.len(), failures.join("\n"));
    assert!(count > 0, "no case matches");
}

/// Ids of the pitfalls that a text by itself shows, and whether nothing in it fails.
fn judged(text: &str) -> (Vec<String>, bool) {
    let report = check(&BTreeMap::from([("main.tf".to_owned(), text.to_owned())]), &CheckOptions::default());
    let ids = report.results.iter().flat_map(|finding| &finding.pitfalls).map(|pitfall| pitfall.id.clone()).collect();
    (ids, report.summary.fail == 0 && report.summary.pass > 0)
}

#[test]
fn the_samples_of_each_pitfall_show_it_and_its_end() {
    for pitfall in knowledge::pitfalls() {
        assert!(judged(&pitfall.affected).0.contains(&pitfall.id), "{} does not show in its sample", pitfall.id);
        let (ids, passes) = judged(&pitfall.mended);
        assert!(ids.is_empty() && passes, "{} once mended still shows {ids:?}", pitfall.id);
    }
}

#[test]
fn the_ways_to_satisfy_the_control_do() {
    for way in &knowledge::about().implementations {
        let (ids, passes) = judged(&way.code);
        assert!(ids.is_empty() && passes, "{} shows {ids:?}", way.id);
    }
}

#[test]
fn what_starts_without_a_profile_tells_how_to_attach_one_to_running_instances() {
    let attach =
        "aws ec2 associate-iam-instance-profile --instance-id INSTANCE_ID --iam-instance-profile Name=PROFILE_NAME";
    let advised = |case: &str, status: Status| {
        let report = report(&Path::new("tests/cases").join(case));
        let of_others = report.results.iter().filter(|finding| finding.status != status);
        assert!(of_others.into_iter().all(|finding| finding.running.is_none()), "{case}");
        let finding = report.results.into_iter().find(|finding| finding.status == status).unwrap();
        finding.running.map(|running| running.command)
    };
    for (case, status, starts) in [
        ("value/omitted", Status::Fail, true),
        ("template/empty-block", Status::Fail, true),
        ("value/null", Status::Fail, true),
        ("reference/undeclared", Status::Fail, false),
        ("input/only-in-production", Status::Conditional, true),
        ("value/open-condition-role-or-profile", Status::Conditional, false),
        ("value/default-name", Status::Pass, false),
    ] {
        assert_eq!(advised(case, status).as_deref(), starts.then_some(attach), "{case}");
    }
}
