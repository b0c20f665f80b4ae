//! What must not change a verdict, tried on every case.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a case that cannot be read is a failed test")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use ec2_profile_check::from_json::from_json;
use ec2_profile_check::report::model::{Fix, Report, Status};
use ec2_profile_check::{CheckOptions, Project, check, fix};

type Files = BTreeMap<String, String>;

struct Case {
    name: String,
    files: Files,
    options: CheckOptions,
}

fn read(directory: &Path, prefix: &str, into: &mut Files) {
    for entry in fs::read_dir(directory).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        let relative = if prefix.is_empty() { name.to_owned() } else { format!("{prefix}/{name}") };
        let is_input = !prefix.is_empty() || !["expected.json", "options.json", "why.md"].contains(&name);
        if path.is_dir() {
            read(&path, &relative, into);
        } else if is_input {
            into.insert(relative, fs::read_to_string(&path).unwrap());
        }
    }
}

fn directories(directory: &Path) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> =
        fs::read_dir(directory).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_dir()).collect();
    found.sort();
    found
}

fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    for directory in directories(Path::new("tests/cases")).iter().flat_map(|area| directories(area)) {
        let mut files = Files::new();
        read(&directory, "", &mut files);
        let options = fs::read_to_string(directory.join("options.json"));
        let options = options.map(|text| from_json(&text).unwrap()).unwrap_or_default();
        cases.push(Case { name: directory.display().to_string(), files, options });
    }
    assert!(cases.len() > 100);
    cases
}

/// What counts of a report: verdicts and reasons by root and address, not places.
fn verdicts(report: &Report) -> Vec<String> {
    let verdict = |finding: &ec2_profile_check::report::model::Finding| {
        format!("{} {} {:?} {}", finding.root, finding.address, finding.status, finding.code)
    };
    let mut verdicts: Vec<String> = report.results.iter().map(verdict).collect();
    verdicts.sort();
    verdicts
}

/// Every case judged as it is and after a change; the cases where that differs.
fn assert_unchanged(change: impl Fn(&Case) -> Option<Files>) {
    let mut failures = Vec::new();
    let mut changed = 0;
    for case in cases() {
        let Some(files) = change(&case) else { continue };
        changed += 1;
        let (before, after) = (check(&case.files, &case.options), check(&files, &case.options));
        if verdicts(&before) != verdicts(&after) {
            failures.push(format!("{}:\n  {:?}\n  {:?}", case.name, verdicts(&before), verdicts(&after)));
        }
    }
    assert!(failures.is_empty(), "{} of {changed} cases differ:\n{}", failures.len(), failures.join("\n"));
    assert!(changed > 50, "only {changed} cases were changed");
}

/// A file in native syntax that parses and has no heredoc, whose lines are its own.
fn is_plain(path: &str, text: &str) -> bool {
    let native = [".tf", ".tofu", ".tfvars"].iter().any(|ending| path.ends_with(ending));
    native && !text.contains("<<") && !text.contains("ignore") && !text.contains("skip=") && text.is_ascii()
}

fn in_plain_files(case: &Case, change: impl Fn(&str) -> String) -> Option<Files> {
    // Comments that silence, and texts that are read by line, are about lines.
    let plain = case.files.iter().all(|(path, text)| is_plain(path, text));
    plain.then(|| case.files.iter().map(|(path, text)| (path.clone(), change(text))).collect())
}

#[test]
fn blank_lines_comments_and_indentation_change_nothing() {
    assert_unchanged(|case| {
        in_plain_files(case, |text| {
            text.lines().map(|line| format!("\n  \t{line} # said {{ }} \" beside\n/* \"{{ */\n")).collect()
        })
    });
}

#[test]
fn line_ends_and_a_byte_order_mark_change_nothing() {
    assert_unchanged(|case| in_plain_files(case, |text| format!("\u{feff}{}", text.replace('\n', "\r\n"))));
}

#[test]
fn blocks_may_stand_in_any_order_and_any_file() {
    assert_unchanged(|case| {
        let plain = case.files.iter().all(|(path, text)| is_plain(path, text) && path.ends_with(".tf"));
        let overrides = case.files.keys().any(|path| path.contains("override"));
        let listed = case.files.values().any(|text| text.contains("fileset("));
        (plain && !overrides && !listed).then(|| {
            let mut files = Files::new();
            for (path, text) in &case.files {
                // A block begins at the margin, and ends with the brace there.
                for (index, block) in text.split_inclusive("\n}\n").enumerate() {
                    let (folder, name) = path.rsplit_once('/').map_or(("", path.as_str()), |(a, b)| (a, b));
                    let name = format!("{:03}-{name}", 999 - index);
                    files.insert(if folder.is_empty() { name } else { format!("{folder}/{name}") }, block.to_owned());
                }
            }
            files
        })
    });
}

#[test]
fn modules_that_nothing_refers_to_change_nothing_else() {
    let mut failures = Vec::new();
    let more = "resource \"aws_instance\" \"elsewhere\" {}\nvariable \"elsewhere\" {}\n";
    for case in cases().into_iter().filter(|case| case.options.root.is_none()) {
        let mut files = case.files.clone();
        files.insert("zz-unrelated/main.tf".to_owned(), more.to_owned());
        let before = verdicts(&check(&case.files, &case.options));
        let mut after = verdicts(&check(&files, &case.options));
        after.retain(|verdict| !verdict.starts_with("zz-unrelated "));
        if before != after {
            failures.push(format!("{}:\n  {before:?}\n  {after:?}", case.name));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn the_order_in_which_a_project_learns_of_files_changes_nothing() {
    for case in cases() {
        let mut project = Project::default();
        for (path, text) in case.files.iter().rev() {
            project.set(path, text);
        }
        assert_eq!(project.check(&case.options), check(&case.files, &case.options), "{}", case.name);
    }
}

#[test]
fn a_fix_leaves_nothing_to_fix_and_making_it_again_changes_nothing() {
    for case in cases() {
        let report = check(&case.files, &case.options);
        for finding in &report.results {
            let Some(first) = finding.fixes.first() else { continue };
            let fixed = fix::apply(&case.files, std::slice::from_ref(first));
            let twice = fix::apply(&case.files, &[first.clone(), first.clone()]);
            assert_eq!(fixed, twice, "{}: {}", case.name, first.title);
            let after = check(&fixed, &case.options);
            let same =
                after.results.iter().filter(|other| other.root == finding.root && other.address == finding.address);
            for other in same {
                assert_eq!(other.status, Status::Pass, "{}: {}", case.name, first.title);
                let again: Vec<Fix> = other.fixes.iter().filter(|fix| fix.edits == first.edits).cloned().collect();
                assert_eq!(fix::apply(&fixed, &again), fixed, "{}: {}", case.name, first.title);
            }
        }
    }
}
