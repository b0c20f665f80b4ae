//! What is fuzzed: each target takes bytes, and must neither panic nor hang nor say what cannot be.
//!
//! `fuzz_targets/` runs them under libFuzzer, `tests/fuzz.rs` for a moment in every test run.

#![allow(dead_code, reason = "each program that includes this file runs some of it")]
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a broken promise is what is looked for")]

use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::BTreeMap;

use ec2_profile_check::evidence as audit;
use ec2_profile_check::evidence::{Document, EvidenceFormat, EvidenceOptions};
use ec2_profile_check::from_json::from_json;
use ec2_profile_check::report::model::{Edit, Fix, Report};
use ec2_profile_check::report::{Format, RenderOptions};
use ec2_profile_check::syntax::{json, native, parse_changed, parse_file};
use ec2_profile_check::text::{FileId, Location, Position, Source};
use ec2_profile_check::{CheckOptions, Inputs, LaunchTemplateProfile, Project, check as report_on, evaluate, fix};
use serde_json::Value;

type Files = BTreeMap<String, String>;

/// What is done with one input; it panics where something is wrong.
pub type Run = fn(&[u8]);

/// Every target by name.
pub const ALL: [(&str, Run); 7] = [
    ("syntax", syntax),
    ("expression", expression),
    ("check", check),
    ("plan", plan),
    ("evidence", evidence),
    ("render", render),
    ("fixes", fixes),
];

/// The line before each file of a set, and its path.
pub const FILE_MARK: &str = "=== ";

/// What evaluation of a lone expression may refer to.
const CONTEXT: &str = r#"
variable "open" {}
variable "flag" { type = bool }
variable "list" {
  type    = list(string)
  default = ["a", "b", "é🚀"]
}
variable "object" {
  type    = object({ name = string, size = optional(number, 3) })
  default = { name = "x" }
}
locals {
  text   = "line one\nline two"
  nested = { a = [1, 2, { b = null }] }
  open   = var.flag ? var.open : "known"
}
resource "aws_iam_role" "role" {
  count = 2
  name  = "role-${count.index}"
}
resource "aws_iam_role" "each" {
  for_each = toset(var.list)
  name     = each.key
}
"#;

/// Any text in each of the three syntaxes; and as it is when a stretch of it was put in last.
pub fn syntax(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    for path in ["main.tf", "main.tf.json", "terraform.tfvars", "terraform.tfvars.json"] {
        let source = Source::new(path, &text);
        for error in parse_file(path, FileId(0), &source).errors {
            assert!(error.span.end as usize <= source.text.len(), "{path}: an error is past the end");
            assert!(source.text.is_char_boundary(error.span.start as usize), "{path}: an error is inside a character");
        }
    }
    let _ = json::parse_nodes(&text);
    let sum = data.iter().fold(data.len(), |sum, byte| sum.wrapping_mul(31).wrapping_add((*byte).into()));
    let place = |number: usize| (0..=number % (text.len() + 1)).rev().find(|at| text.is_char_boundary(*at)).unwrap();
    let (one, other) = (place(sum), place(sum / 7));
    let before = Source::new("main.tf", &format!("{}{}", &text[..one.min(other)], &text[one.max(other)..]));
    let source = Source::new("main.tf", &text);
    let tree = parse_file("main.tf", FileId(0), &before);
    let (changed, fresh) =
        (parse_changed("main.tf", FileId(0), &source, &before, &tree), parse_file("main.tf", FileId(0), &source));
    assert_eq!(format!("{changed:?}"), format!("{fresh:?}"), "read again after {:?}", before.text);
    let eager = native::parse_eagerly(FileId(0), &source);
    assert_eq!(format!("{:?}", fresh.file), format!("{:?}", eager.file), "built when asked for, and at once");
    assert_eq!(fresh.errors, eager.errors, "recognised, and built at once");
}

/// A lone expression; what is known has a value.
pub fn expression(data: &[u8]) {
    let files = Files::from([("main.tf".to_owned(), CONTEXT.to_owned())]);
    let evaluation = evaluate(&files, &String::from_utf8_lossy(data), &CheckOptions::default());
    assert_eq!(evaluation.known, evaluation.value.is_some(), "{evaluation:?}");
    assert!(evaluation.known || evaluation.why.is_some(), "{evaluation:?}");
}

/// A set of files; the first byte chooses the options.
pub fn check(data: &[u8]) {
    let (choice, text) = data.split_first().unwrap_or((&0, &[]));
    let files = files_of(&String::from_utf8_lossy(text));
    let options = options_of(*choice);
    let report = report_on(&files, &options);
    assert_places(&files, &report);
    // A project that saw the files one by one says the same.
    if choice & 64 != 0 {
        let mut project = Project::default();
        for (path, text) in files.iter().rev() {
            project.set(path, text);
            project.check(&options);
        }
        assert_eq!(project.check(&options), report);
    }
}

/// A plan or state in JSON.
pub fn plan(data: &[u8]) {
    let files = Files::from([("plan.json".to_owned(), String::from_utf8_lossy(data).into_owned())]);
    assert_places(&files, &report_on(&files, &CheckOptions::default()));
}

/// Documents of evidence, as many as there are marks.
pub fn evidence(data: &[u8]) {
    let mut documents: Vec<Document> = Vec::new();
    for (index, bytes) in data.split(|byte| *byte == 0x1e).take(16).enumerate() {
        documents.push(Document { name: format!("{index}.json"), bytes: bytes.to_vec() });
    }
    let options = EvidenceOptions { generated_at: Some("2026-01-31T12:00:00Z".to_owned()), config_rules: Vec::new() };
    let report = audit::report(&documents, &options);
    for &format in EvidenceFormat::ALL {
        let text = audit::render(&report, format);
        assert!(format != EvidenceFormat::Json || serde_json::from_str::<Value>(&text).is_ok(), "{text}");
    }
}

/// Any report in every format: one given as JSON, else a real one with pieces of the data put in.
pub fn render(data: &[u8]) {
    let given = std::str::from_utf8(data).ok().and_then(|text| from_json::<Report>(text).ok());
    let report = given.or_else(|| {
        let mut report = sample();
        disturb(&mut report, &mut Bytes { data, at: 0 });
        from_json(&report.to_string()).ok()
    });
    let Some(report) = report else { return };
    let choice = data.first().copied().unwrap_or(0);
    let sources = files_of(&String::from_utf8_lossy(data));
    let options = RenderOptions {
        time: (choice & 1 != 0).then(|| "2026-01-31T12:00:00Z".to_owned()),
        account: None,
        region: None,
        color: choice & 2 != 0,
        sources: (choice & 4 != 0).then_some(&sources),
        verbose: choice & 8 != 0,
        quiet: choice & 16 != 0,
    };
    for &format in Format::ALL {
        let text = ec2_profile_check::report::render(&report, format, &options);
        let is_json = matches!(format, Format::Json | Format::Sarif | Format::Gitlab | Format::Oscal | Format::Asff);
        assert!(!is_json || serde_json::from_str::<Value>(&text).is_ok(), "{format:?}: {text}");
    }
}

/// Every offered fix applied, and edits at any place; the first byte chooses the options.
pub fn fixes(data: &[u8]) {
    let (choice, text) = data.split_first().unwrap_or((&0, &[]));
    let files = files_of(&String::from_utf8_lossy(text));
    let report = report_on(&files, &options_of(*choice));
    let mut offered: Vec<Fix> = report.results.into_iter().flat_map(|finding| finding.fixes).collect();
    let fixed = fix::apply(&files, &offered);
    assert_eq!(files.keys().collect::<Vec<_>>(), fixed.keys().collect::<Vec<_>>());
    let mut bytes = Bytes { data, at: 0 };
    for (path, text) in files.iter().take(4) {
        let source = Source::new(path, text);
        let mut place = || match bytes.next() {
            byte if byte & 1 == 0 => source.position(u32::from(byte) * u32::from(bytes.next())),
            byte => Position { line: byte.into(), column: bytes.next().into(), offset: bytes.next().into() },
        };
        let edit = Edit { file: path.clone(), start: place(), end: place(), new_text: "é\n".to_owned() };
        offered.push(Fix { title: String::new(), edits: vec![edit] });
    }
    fix::apply(&files, &offered);
}

/// The files of a text that marks where each begins; what comes before the first mark is `main.tf`.
pub fn files_of(text: &str) -> Files {
    let mut files = Files::new();
    let mut path: Cow<'_, str> = "main.tf".into();
    for line in text.split_inclusive('\n') {
        match line.strip_prefix(FILE_MARK) {
            Some(next) => path = next.trim_end().to_owned().into(),
            None => files.entry(path.to_string()).or_default().push_str(line),
        }
    }
    files
}

fn options_of(choice: u8) -> CheckOptions {
    CheckOptions {
        inputs: if choice & 1 == 0 { Inputs::Defaults } else { Inputs::Any },
        launch_template_profile: match choice & 2 {
            0 => LaunchTemplateProfile::RequireArgument,
            _ => LaunchTemplateProfile::Accept,
        },
        services: choice & 4 != 0,
        no_inline_suppressions: choice & 8 != 0,
        allowed_profiles: (choice & 16 != 0).then(|| vec!["web".to_owned()]),
        root: (choice & 32 != 0).then(|| "a".to_owned()),
        ..CheckOptions::default()
    }
}

/// Every place that a report names is in the files.
fn assert_places(files: &Files, report: &Report) {
    let lengths: BTreeMap<&str, usize> =
        files.iter().map(|(path, text)| (path.as_str(), text.encode_utf16().count())).collect();
    let assert_place = |location: &Location| {
        if location.file.starts_with("(model)") {
            return;
        }
        let length = lengths.get(location.file.as_str()).copied().unwrap_or_default();
        assert!(location.start <= location.end && location.end.offset as usize <= length, "{location:?} of {length}");
    };
    for finding in &report.results {
        assert_place(&finding.location);
        finding.chain.iter().filter_map(|link| link.location.as_ref()).for_each(assert_place);
        finding.trace.iter().filter_map(|step| step.location.as_ref()).for_each(assert_place);
        finding.pitfalls.iter().filter_map(|pitfall| pitfall.location.as_ref()).for_each(assert_place);
    }
    report.diagnostics.iter().filter_map(|diagnostic| diagnostic.location.as_ref()).for_each(assert_place);
}

/// A report with something of everything.
fn sample() -> Value {
    const TEXT: &str = r#"
variable "open" {}
resource "aws_instance" "none" {
  vpc_security_group_ids = [aws_security_group.ssh.id]
  user_data              = "AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
}
resource "aws_security_group" "ssh" {
  ingress {
    from_port   = 22
    to_port     = 22
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }
}
resource "aws_instance" "open" {
  iam_instance_profile = var.open
}
resource "aws_instance" "whole" {
  iam_instance_profile = aws_iam_instance_profile.whole.name
}
resource "aws_iam_instance_profile" "whole" {
  role = aws_iam_role.whole.name
}
resource "aws_iam_role" "whole" {}
# ec2-profile-check:ignore there is a reason
resource "aws_launch_template" "silent" {}
resource "aws_instance" "broken" {
"#;
    thread_local! {
        static SAMPLE: OnceCell<Value> = const { OnceCell::new() };
    }
    SAMPLE.with(|sample| {
        let make = || {
            let files = Files::from([("main.tf".to_owned(), TEXT.to_owned())]);
            serde_json::to_value(report_on(&files, &CheckOptions::default())).expect("a report is plain data")
        };
        sample.get_or_init(make).clone()
    })
}

/// Data as a source of decisions; zeros when it is used up.
struct Bytes<'a> {
    data: &'a [u8],
    at: usize,
}

impl Bytes<'_> {
    fn next(&mut self) -> u8 {
        let byte = self.data.get(self.at).copied().unwrap_or(0);
        self.at += 1;
        byte
    }

    fn text(&mut self) -> String {
        let length = usize::from(self.next());
        let from = self.at.min(self.data.len());
        let to = (from + length).min(self.data.len());
        self.at = to;
        String::from_utf8_lossy(&self.data[from..to]).into_owned()
    }
}

/// Puts pieces of the data in place of members.
fn disturb(value: &mut Value, bytes: &mut Bytes<'_>) {
    if bytes.at >= bytes.data.len() {
        return;
    }
    match value {
        Value::Object(members) => members.values_mut().for_each(|member| disturb(member, bytes)),
        Value::Array(elements) => {
            match bytes.next() {
                0..8 => elements.clear(),
                8..16 if !elements.is_empty() => elements.push(elements[0].clone()),
                _ => {}
            }
            elements.iter_mut().for_each(|element| disturb(element, bytes));
        }
        Value::String(text) => match bytes.next() {
            0..48 => *text = bytes.text(),
            48..64 => text.push_str(&bytes.text()),
            _ => {}
        },
        Value::Number(number) => match bytes.next() {
            0..32 => *number = bytes.next().into(),
            32..40 => *number = u32::MAX.into(),
            _ => {}
        },
        Value::Bool(_) | Value::Null => {}
    }
}
