//! Fixes: every case is a folder with Terraform, the address of a finding and the titles of the fixes that it must be
//! offered. What is written by each fix is recorded in `fixed/`, as `terraform fmt` leaves it:
//! `UPDATE_FIXES=1 cargo test --test fixes` writes it with Terraform at hand.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use ec2_profile_check::from_json::from_json;
use ec2_profile_check::report::model::{Finding, Report, Status};
use ec2_profile_check::{CheckOptions, check, fix};
use serde::de::Error;
use serde::{Deserialize, Deserializer};

const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixes");

type Files = BTreeMap<String, String>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    address: String,
    titles: Vec<String>,
    #[serde(default, deserialize_with = "options")]
    options: CheckOptions,
}

fn options<'de, D: Deserializer<'de>>(deserializer: D) -> Result<CheckOptions, D::Error> {
    from_json(&serde_json::Value::deserialize(deserializer)?.to_string()).map_err(D::Error::custom)
}

fn cases() -> Vec<(String, Case, Files)> {
    let mut names: Vec<PathBuf> = fs::read_dir(ROOT).unwrap().map(|entry| entry.unwrap().path()).collect();
    names.sort();
    let read = |path: &PathBuf| {
        let case: Case = serde_json::from_str(&fs::read_to_string(path.join("case.json")).unwrap()).unwrap();
        let mut files = Files::new();
        collect(path, "", &mut files);
        (path.file_name().unwrap().to_string_lossy().into_owned(), case, files)
    };
    names.iter().map(read).collect()
}

fn collect(directory: &Path, prefix: &str, files: &mut Files) {
    for entry in fs::read_dir(directory).unwrap() {
        let path = entry.unwrap().path();
        let name = format!("{prefix}{}", path.file_name().unwrap().to_string_lossy());
        if path.is_dir() {
            if name != "fixed" {
                collect(&path, &format!("{name}/"), files);
            }
        } else if name != "case.json" {
            files.insert(name, fs::read_to_string(path).unwrap());
        }
    }
}

fn finding<'r>(report: &'r Report, address: &str) -> &'r Finding {
    report.results.iter().find(|result| result.address == address).unwrap_or_else(|| {
        panic!("no result {address}: {:?}", report.results.iter().map(|result| &result.address).collect::<Vec<_>>())
    })
}

#[test]
fn the_fixes_of_every_case_are_offered() {
    for (name, case, files) in cases() {
        let report = check(&files, &case.options);
        let found = finding(&report, &case.address);
        let titles: Vec<&String> = found.fixes.iter().map(|fix| &fix.title).collect();
        assert_eq!(titles, case.titles.iter().collect::<Vec<_>>(), "{name}: {} {}", found.code, found.message);
    }
}

#[test]
fn after_a_fix_the_finding_passes_and_has_nothing_left_to_fix() {
    for (name, case, files) in cases() {
        let report = check(&files, &case.options);
        for fix in &finding(&report, &case.address).fixes {
            let fixed = fix::apply(&files, std::slice::from_ref(fix));
            assert_ne!(fixed, files, "{name}: {}", fix.title);
            let after = check(&fixed, &case.options);
            let mended = finding(&after, &case.address);
            assert_eq!(mended.status, Status::Pass, "{name}: {}: {}", fix.title, mended.message);
            assert!(mended.fixes.is_empty(), "{name}: {}: {:?}", fix.title, mended.fixes);
            assert!(after.summary.fail <= report.summary.fail, "{name}: {}", fix.title);
        }
    }
}

#[test]
fn what_is_written_is_as_terraform_formats_it() {
    let update = std::env::var_os("UPDATE_FIXES").is_some();
    for (name, case, files) in cases() {
        let report = check(&files, &case.options);
        let folder = Path::new(ROOT).join(&name).join("fixed");
        for (index, fix) in finding(&report, &case.address).fixes.iter().enumerate() {
            for (path, text) in fix::apply(&files, std::slice::from_ref(fix)) {
                if files[&path] == text {
                    continue;
                }
                let recorded = folder.join(format!("{}-{}", index + 1, path.replace('/', "-")));
                if update {
                    fs::create_dir_all(&folder).unwrap();
                    fs::write(&recorded, formatted(&text)).unwrap();
                }
                let expected = fs::read_to_string(&recorded).unwrap_or_default();
                // It adds a line break to a last line without one; a fix leaves that as it was.
                assert_eq!(text.trim_end(), expected.trim_end(), "{name}: {}", fix.title);
            }
        }
    }
}

/// The text as `terraform fmt` leaves it.
fn formatted(text: &str) -> String {
    let mut terraform =
        Command::new("terraform").args(["fmt", "-"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    terraform.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
    let output = terraform.wait_with_output().unwrap();
    assert!(output.status.success(), "terraform fmt refuses\n{text}");
    String::from_utf8(output.stdout).unwrap()
}

/// Lines that are in the text and were not before: everything else stays, to the byte.
#[test]
fn line_ends_and_the_last_line_stay_as_they_are() {
    for (name, case, files) in cases() {
        let report = check(&files, &case.options);
        for fix in &finding(&report, &case.address).fixes {
            for (path, text) in fix::apply(&files, std::slice::from_ref(fix)) {
                let before = &files[&path];
                assert_eq!(before.ends_with('\n'), text.ends_with('\n'), "{name}: {}", fix.title);
                let bare = text.matches('\n').count() - text.matches("\r\n").count();
                assert!(!before.contains("\r\n") || bare == 0, "{name}: {}", fix.title);
            }
        }
    }
}

/// Applying all first fixes, round by round, ends with nothing failing and no name declared twice.
#[test]
fn fixing_everything_comes_to_an_end() {
    for (name, case, mut files) in cases() {
        for _ in 0..5 {
            let report = check(&files, &case.options);
            let fixes: Vec<_> = report.results.iter().filter_map(|result| result.fixes.first().cloned()).collect();
            if fixes.is_empty() {
                break;
            }
            files = fix::apply(&files, &fixes);
        }
        let report = check(&files, &case.options);
        assert!(report.results.iter().all(|result| result.fixes.is_empty()), "{name}: fixes are left");
        let doubled = report.diagnostics.iter().any(|diagnostic| diagnostic.code == "duplicate-declaration");
        assert!(!doubled, "{name}: a name is declared twice");
        if !case.titles.is_empty() {
            assert_eq!(report.summary.fail, 0, "{name}");
        }
    }
}

/// An editor asks for a check per keystroke: many failing subjects must not each cost a check of all.
#[test]
fn two_hundred_failing_instances_get_their_fix_without_two_hundred_checks() {
    let instance = |n: usize| format!("resource \"aws_instance\" \"web_{n}\" {{\n  ami = \"ami-1\"\n}}\n");
    let profile = "resource \"aws_iam_instance_profile\" \"p\" {\n  name = \"p\"\n  role = \"r\"\n}\n";
    let text: String = (0..200).map(instance).chain([profile.to_owned()]).collect();
    let files = Files::from([("main.tf".to_owned(), text)]);
    let started = std::time::Instant::now();
    let report = check(&files, &CheckOptions::default());
    let fixable = report.results.iter().filter(|finding| !finding.fixes.is_empty()).count();
    assert_eq!(fixable, 200);
    assert!(started.elapsed().as_secs() < 20, "took {:?}", started.elapsed());
}
