//! Renders the reports in `tests/render` in every format and compares with the files beside them.
//!
//! A case is a folder with `report.json`, the sources in `files/`, and one expected output per format. The goldens hold
//! the wording; what must be true of every output is asserted below, on the hostile case in particular. After a wanted
//! change run with `UPDATE_GOLDENS=1` and read the difference.

#![allow(clippy::unwrap_used, reason = "a case that cannot be read is a failed test")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use ec2_profile_check::from_json::from_json;
use ec2_profile_check::report::model::{Finding, Report};
use ec2_profile_check::report::{Format, RenderOptions, render};
use serde_json::Value;

const TIME: &str = "2026-01-31T12:00:00Z";

fn cases() -> Vec<PathBuf> {
    let mut cases: Vec<PathBuf> = fs::read_dir("tests/render").unwrap().map(|entry| entry.unwrap().path()).collect();
    cases.sort();
    cases
}

fn report(case: &Path) -> Report {
    from_json(&fs::read_to_string(case.join("report.json")).unwrap()).unwrap()
}

fn sources(folder: &Path, prefix: &str, into: &mut BTreeMap<String, String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = format!("{prefix}{}", path.file_name().unwrap().to_string_lossy());
        match path.is_dir() {
            true => sources(&path, &format!("{name}/"), into),
            false => drop(into.insert(name, fs::read_to_string(&path).unwrap())),
        }
    }
}

fn options(sources: &BTreeMap<String, String>) -> RenderOptions<'_> {
    RenderOptions { time: Some(TIME.to_owned()), sources: Some(sources), ..RenderOptions::default() }
}

fn rendered(case: &str, format: Format) -> String {
    let case = Path::new("tests/render").join(case);
    let mut texts = BTreeMap::new();
    sources(&case.join("files"), "", &mut texts);
    render(&report(&case), format, &options(&texts))
}

fn json(case: &str, format: Format) -> Value {
    serde_json::from_str(&rendered(case, format)).unwrap()
}

fn name(format: Format) -> String {
    format!("{format:?}").to_lowercase()
}

fn extension(format: Format) -> &'static str {
    match format {
        Format::Text | Format::Github => "txt",
        Format::Json | Format::Sarif | Format::Gitlab | Format::Oscal | Format::Asff => "json",
        Format::Junit => "xml",
        Format::Markdown => "md",
        Format::Html => "html",
    }
}

#[test]
fn goldens() {
    let update = std::env::var_os("UPDATE_GOLDENS").is_some();
    let mut wrong = Vec::new();
    for case in cases() {
        let report = report(&case);
        let mut texts = BTreeMap::new();
        sources(&case.join("files"), "", &mut texts);
        let plain = options(&texts);
        let verbose = RenderOptions { verbose: true, color: true, ..plain.clone() };
        let outputs =
            Format::ALL.iter().map(|&format| (format!("{}.{}", name(format), extension(format)), format, &plain));
        let more = [("text-verbose-color.txt".to_owned(), Format::Text, &verbose)];
        for (name, format, options) in outputs.chain(more) {
            let path = case.join(name);
            let actual = render(&report, format, options);
            assert_eq!(actual, render(&report, format, options), "{} differs from run to run", path.display());
            if update {
                fs::write(&path, &actual).unwrap();
            } else if fs::read_to_string(&path).ok().as_ref() != Some(&actual) {
                wrong.push(path);
            }
        }
    }
    assert!(wrong.is_empty(), "not as expected (UPDATE_GOLDENS=1 rewrites them): {wrong:#?}");
}

#[test]
fn json_is_the_report_itself() {
    for case in cases() {
        let report = report(&case);
        let text = render(&report, Format::Json, &RenderOptions::default());
        assert_eq!(from_json::<Report>(&text).unwrap(), report);
    }
}

/// No output of any format sends a control character (but line feed) or a bidirectional override to whoever shows it.
#[test]
fn nothing_acts_on_a_terminal() {
    for &format in Format::ALL {
        let text = rendered("hostile", format);
        let acting = |c: &char| {
            (c.is_control() && *c != '\n')
                || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
        };
        assert_eq!(text.chars().find(acting), None, "{}", name(format));
    }
}

/// Platforms look for files from the top of the repository; a person at a terminal does from where the command runs.
#[test]
fn paths_are_taken_from_the_top_of_the_repository() {
    let mut text: Value =
        serde_json::from_str(&fs::read_to_string("tests/render/statuses/report.json").unwrap()).unwrap();
    text["base"] = "live/eu".into();
    let mut moved = text.to_string();
    for (from, to) in [("\"main.tf\"", "\"../shared/main.tf\""), ("\"modules/app/app.tf\"", "\"app.tf\"")] {
        moved = moved.replace(from, to);
    }
    let report: Report = from_json(&moved).unwrap();
    let shown = |format| render(&report, format, &RenderOptions { verbose: true, ..RenderOptions::default() });
    for &format in Format::ALL {
        let (text, name) = (shown(format), name(format));
        match format {
            Format::Text | Format::Json => assert!(text.contains("../shared/main.tf"), "{name}"),
            // They tell of addresses, not of files.
            Format::Asff | Format::Oscal if !text.contains("app.tf") => {}
            _ => assert!(text.contains("live/shared/main.tf") && text.contains("live/eu/app.tf"), "{name}"),
        }
        assert_eq!(text.contains("../"), matches!(format, Format::Text | Format::Json), "{name}: {text}");
    }
    let elsewhere = |base: Option<&str>, root: &str| {
        let report = Report { base: base.map(str::to_owned), ..report.clone() };
        let results =
            report.results.iter().map(|finding| Finding { root: root.to_owned(), ..finding.clone() }).collect();
        let log = render(&Report { results, ..report }, Format::Sarif, &RenderOptions::default());
        let log: Value = serde_json::from_str(&log).unwrap();
        log["runs"][0]["results"][0]["partialFingerprints"].clone()
    };
    assert_eq!(elsewhere(Some("live/eu"), "../us"), elsewhere(None, "live/us"), "a finding stays itself");
}

#[test]
fn quiet_is_silent_when_nothing_is_wrong() {
    let report = report(Path::new("tests/render/empty"));
    let options = RenderOptions { quiet: true, ..RenderOptions::default() };
    assert_eq!(render(&report, Format::Text, &options), "");
}

#[test]
fn github_has_only_its_own_commands() {
    for case in ["statuses", "hostile"] {
        let text = rendered(case, Format::Github);
        for line in text.lines().filter(|line| line.starts_with("::")) {
            let (head, _) = line[2..].split_once("::").unwrap();
            let (command, properties) = head.split_once(' ').unwrap();
            assert!(matches!(command, "error" | "warning" | "notice"), "{line}");
            let given = properties.split(',').filter(|property| !property.is_empty());
            let names: Vec<&str> = given.map(|property| property.split_once('=').unwrap().0).collect();
            let spans_lines = names.contains(&"line") && !names.contains(&"col");
            let known = ["file", "line", "endLine", "col", "endColumn", "title"];
            assert!(names.iter().all(|name| known.contains(name)), "{line}");
            assert!(!spans_lines || !line.contains("endColumn="), "{line}");
        }
        let commands = text.lines().filter(|line| line.starts_with("::")).count();
        assert_eq!(text.lines().count(), commands + 1, "one line of summary: {text}");
    }
    let expected = "::error title=profile-missing,file=main.tf,line=5,endLine=5,col=1,endColumn=32::";
    assert!(rendered("statuses", Format::Github).contains(expected));
}

/// GitHub shows ten annotations of a kind for a step, the first ones.
#[test]
fn github_tells_findings_first_and_alike_instances_once() {
    let mut report = report(Path::new("tests/render/statuses"));
    let position = report.results.iter().position(|finding| finding.address == "aws_instance.web").unwrap();
    let web = report.results.remove(position);
    let instance = |key: usize| {
        let address = format!("aws_instance.web[{key}]");
        let text = serde_json::to_string(&web).unwrap().replace("aws_instance.web", &address);
        from_json::<Finding>(&text).unwrap()
    };
    report.results.splice(position..position, (0..12).map(instance));
    let text = render(&report, Format::Github, &RenderOptions::default());
    let about: Vec<&str> = text.lines().filter(|line| line.contains("aws_instance.web")).collect();
    assert_eq!(about.len(), 1, "{text}");
    assert!(about[0].contains("aws_instance.web[0]") && about[0].contains("11 more instances of this block"), "{text}");
    let place = |code: &str| text.find(&format!("title={code},")).unwrap();
    assert!(place("depends-on-inputs") < place("syntax-error"), "{text}");
}

#[test]
fn html_and_xml_carry_no_markup_of_the_input() {
    for format in [Format::Html, Format::Junit, Format::Markdown] {
        let text = rendered("hostile", format);
        let text = if format == Format::Markdown { without_fenced_code(&text) } else { text };
        for markup in ["<script", "]]>", "<i>"] {
            assert!(!text.contains(markup), "{} has {markup}", name(format));
        }
    }
    let html = rendered("hostile", Format::Html);
    assert!(
        !html.contains("src=") && !html.contains("href=") && !html.contains("onload=\""),
        "self-contained and inert"
    );
}

#[test]
fn markdown_mentions_and_links_nobody() {
    let text = without_fenced_code(&rendered("hostile", Format::Markdown));
    // GitHub looks for nobody in code.
    let text: String =
        text.split("<code>").map(|part| part.split_once("</code>").map_or(part, |(_, rest)| rest)).collect();
    for live in ["@all", "#1 ", "](http", "http://"] {
        assert!(!text.contains(live), "{live} in {text}");
    }
    let rows = text.lines().filter(|line| line.starts_with('|'));
    assert!(rows.map(|row| row.matches('|').count()).all(|bars| bars == 5), "{text}");
}

/// Markdown with its fenced blocks left out: what stands in them is shown as it is.
fn without_fenced_code(text: &str) -> String {
    let mut prose = String::new();
    let mut fence: Option<&str> = None;
    for line in text.lines() {
        let ticks = &line[..line.len() - line.trim_start_matches('`').len()];
        match fence {
            Some(open) if line.trim_end() == open => fence = None,
            Some(_) => {}
            None if ticks.len() >= 3 => fence = Some(ticks),
            None => prose.extend([line, "\n"]),
        }
    }
    prose
}

#[test]
fn sarif_levels_and_kinds_agree() {
    for case in ["statuses", "hostile"] {
        let log = json(case, Format::Sarif);
        let run = &log["runs"][0];
        let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
        for result in run["results"].as_array().unwrap() {
            let kind = result["kind"].as_str().unwrap();
            assert!(kind == "fail" || result["level"] == "none", "{result}");
            let rule = &rules[result["ruleIndex"].as_u64().unwrap() as usize];
            assert_eq!(rule["id"], result["ruleId"]);
            let taxonomies = run["taxonomies"].as_array().unwrap();
            for relation in rule["relationships"].as_array().into_iter().flatten() {
                let component = &relation["target"]["toolComponent"];
                let taxonomy = &taxonomies[component["index"].as_u64().unwrap() as usize];
                assert_eq!(taxonomy["guid"], component["guid"]);
                let taxa = taxonomy["taxa"].as_array().unwrap();
                assert!(taxa.iter().any(|taxon| taxon["id"] == relation["target"]["id"]), "{relation}");
            }
        }
    }
    let log = json("statuses", Format::Sarif);
    let suppressed: Vec<&Value> = log["runs"][0]["results"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|result| !result["suppressions"].is_null())
        .collect();
    assert_eq!(suppressed.len(), 1);
    assert_eq!(suppressed[0]["suppressions"][0]["justification"], "reached by SSH only, AUD-17");
    assert_eq!(log["runs"][0]["invocations"][0]["executionSuccessful"], false);
}

/// A finding that only moved is the same finding to code scanning, GitLab and Security Hub.
#[test]
fn fingerprints_do_not_know_lines() {
    let original = report(Path::new("tests/render/statuses"));
    let mut moved = original.clone();
    for finding in &mut moved.results {
        finding.location.start.line += 7;
        finding.location.end.line += 7;
        finding.location.start.offset += 90;
    }
    let prints = |report: &Report, format: Format, path: &str| -> Vec<String> {
        let value: Value = serde_json::from_str(&render(report, format, &RenderOptions::default())).unwrap();
        let results = if format == Format::Sarif { &value["runs"][0]["results"] } else { &value };
        results.as_array().unwrap().iter().map(|r| r.pointer(path).unwrap().to_string()).collect()
    };
    for (format, path) in [
        (Format::Sarif, "/partialFingerprints/addressAndCode~1v1"),
        (Format::Gitlab, "/fingerprint"),
        (Format::Asff, "/Id"),
    ] {
        let mut all = prints(&original, format, path);
        assert_eq!(all, prints(&moved, format, path));
        let count = all.len();
        all.sort();
        all.dedup();
        assert_eq!(all.len(), count, "{} has two of one fingerprint", name(format));
    }
}

#[test]
fn oscal_requirements_follow_their_subjects() {
    let document = json("statuses", Format::Oscal);
    let result = &document["assessment-results"]["results"][0];
    let states: BTreeMap<&str, &str> = result["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|f| (f["target"]["target-id"].as_str().unwrap(), f["target"]["status"]["state"].as_str().unwrap()))
        .collect();
    assert_eq!(states["cm-5.1_smt.a"], "not-satisfied");
    assert!(states.contains_key("pcidss-7.2.1_smt"));
    assert_eq!(result["observations"].as_array().unwrap().len(), 7);
}

#[test]
fn asff_states_follow_the_statuses() {
    let findings = json("statuses", Format::Asff);
    let states: Vec<(&str, &str)> = findings
        .as_array()
        .unwrap()
        .iter()
        .map(|f| (f["Compliance"]["Status"].as_str().unwrap(), f["Workflow"]["Status"].as_str().unwrap()))
        .collect();
    let expected = [
        ("FAILED", "NEW"),
        ("FAILED", "NEW"),
        ("WARNING", "NEW"),
        ("WARNING", "NEW"),
        ("FAILED", "SUPPRESSED"),
        ("NOT_AVAILABLE", "RESOLVED"),
        ("PASSED", "RESOLVED"),
    ];
    assert_eq!(states, expected);
}
