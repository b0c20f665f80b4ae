//! Other tools' verdicts: Checkov's are what Checkov 3.3.30 printed for these texts, those of run-time tools follow from
//! what is launched.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeMap;

use ec2_profile_check::report::model::{Report, ToolOutcome};
use ec2_profile_check::{CheckOptions, check};

const FAIL: ToolOutcome = ToolOutcome::Fail;
const PASS: ToolOutcome = ToolOutcome::Pass;
const NONE: ToolOutcome = ToolOutcome::NotEvaluated;

const CHECKOV: &str = r#"
variable "p" { default = null }
variable "m" { default = { a = null } }
variable "o" {
  type    = map(object({ p = optional(string) }))
  default = { a = {} }
}
locals {
  empty = ""
  m     = { a = null, b = "x" }
}
resource "aws_instance" "omitted" { ami = "a" }
resource "aws_instance" "null" { iam_instance_profile = null }
resource "aws_instance" "parens" { iam_instance_profile = (null) }
resource "aws_instance" "template" { iam_instance_profile = "${null}" }
resource "aws_instance" "empty" { iam_instance_profile = "" }
resource "aws_instance" "variable" { iam_instance_profile = var.p }
resource "aws_instance" "local" { iam_instance_profile = local.empty }
resource "aws_instance" "condition" { iam_instance_profile = false ? "x" : null }
resource "aws_instance" "role" { iam_instance_profile = aws_iam_role.r.name }
resource "aws_iam_role" "r" { name = "r" }
resource "aws_instance" "none" {
  count = 0
}
resource "aws_instance" "none_set" {
  count                = 0
  iam_instance_profile = "x"
}
resource "aws_instance" "keys" {
  for_each             = { a = "x", b = null, c = "" }
  iam_instance_profile = each.value
}
resource "aws_instance" "nested" {
  for_each             = { a = { p = "x" }, b = { p = null } }
  iam_instance_profile = each.value.p
}
resource "aws_instance" "index" {
  for_each             = { a = { p = null }, b = { p = "x" } }
  iam_instance_profile = each.value["p"]
}
resource "aws_instance" "from_variable" {
  for_each             = var.m
  iam_instance_profile = each.value
}
resource "aws_instance" "optional" {
  for_each             = var.o
  iam_instance_profile = each.value.p
}
resource "aws_instance" "skipped" {
  #checkov:skip=CKV2_AWS_41:because
  ami = "a"
}
resource "aws_instance" "skipped_without_reason" {
  # checkov:skip=CKV2_AWS_41
  ami = "a"
}
#checkov:skip=CKV2_AWS_41:above
resource "aws_instance" "skipped_above" {
  ami = "a"
}
resource "aws_instance" "ours" {
  # ec2-profile-check:ignore a bastion
  ami = "a"
}
resource "aws_instance" "block" {
  iam_instance_profile {
    name = "x"
  }
}
resource "aws_instance" "dynamic" {
  dynamic "iam_instance_profile" {
    for_each = [1]
    content {
      name = "x"
    }
  }
}
resource "aws_instance" "misspelt" { iam_instance_profil = "x" }
resource "aws_spot_instance_request" "spot" { ami = "a" }
"#;

fn report(files: &[(&str, &str)]) -> Report {
    let files: BTreeMap<String, String> =
        files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect();
    check(&files, &CheckOptions::default())
}

fn verdict(report: &Report, address: &str, tool: &str) -> ToolOutcome {
    let found = report.results.iter().find(|result| result.address == address);
    found.unwrap_or_else(|| panic!("no result {address}")).tool_verdicts[tool].verdict
}

#[test]
fn checkov_judges_the_text_of_an_instance() {
    let report = report(&[("main.tf", CHECKOV)]);
    for (address, expected) in [
        ("aws_instance.omitted", FAIL),
        ("aws_instance.null", FAIL),
        ("aws_instance.parens", FAIL),
        ("aws_instance.template", PASS),
        ("aws_instance.empty", PASS),
        ("aws_instance.variable", PASS),
        ("aws_instance.local", PASS),
        ("aws_instance.condition", PASS),
        ("aws_instance.role", PASS),
        ("aws_instance.none", FAIL),
        ("aws_instance.none_set", PASS),
        ("aws_instance.keys[\"a\"]", PASS),
        ("aws_instance.keys[\"b\"]", FAIL),
        ("aws_instance.keys[\"c\"]", PASS),
        ("aws_instance.nested[\"a\"]", PASS),
        ("aws_instance.nested[\"b\"]", FAIL),
        ("aws_instance.index[\"a\"]", PASS),
        ("aws_instance.from_variable[\"a\"]", FAIL),
        ("aws_instance.optional[\"a\"]", PASS),
        ("aws_instance.skipped", NONE),
        ("aws_instance.skipped_without_reason", NONE),
        ("aws_instance.skipped_above", FAIL),
        ("aws_instance.ours", FAIL),
        ("aws_instance.block", PASS),
        ("aws_instance.dynamic", PASS),
        ("aws_instance.misspelt", FAIL),
        ("aws_spot_instance_request.spot", NONE),
    ] {
        assert_eq!(verdict(&report, address, "checkov"), expected, "{address}");
    }
}

#[test]
fn where_inputs_decide_nothing_is_said_of_a_value() {
    for text in ["var.open", "var.open ? null : \"x\"", "var.open ? \"\" : \"x\""] {
        let text = format!(
            "variable \"open\" {{}}\nresource \"aws_instance\" \"web\" {{\n  iam_instance_profile = {text}\n}}\n"
        );
        let report = report(&[("main.tf", &text)]);
        let why = &report.results[0].tool_verdicts["checkov"].why;
        assert!(why.contains("cannot resolve"), "{text}: {why}");
    }
}

#[test]
fn checkov_reads_neither_json_nor_override_files_into_the_block() {
    let json = r#"{"resource":{"aws_instance":{"json":{"ami":"a"}}}}"#;
    let base = "resource \"aws_instance\" \"web\" {\n  ami = \"a\"\n}\n";
    let over = "resource \"aws_instance\" \"web\" {\n  iam_instance_profile = \"x\"\n}\n";
    let report = report(&[("j.tf.json", json), ("main.tf", base), ("main_override.tf", over)]);
    assert_eq!(verdict(&report, "aws_instance.json", "checkov"), NONE);
    assert_eq!(verdict(&report, "aws_instance.web", "checkov"), FAIL);
    assert_eq!(verdict(&report, "aws_instance.web", "prowler"), PASS);
}

#[test]
fn run_time_tools_judge_what_is_launched() {
    let report = report(&[(
        "main.tf",
        r#"
resource "aws_iam_role" "r" { name = "r" }
resource "aws_iam_instance_profile" "p" { role = aws_iam_role.r.name }
resource "aws_iam_instance_profile" "bare" { name = "bare" }
resource "aws_launch_template" "with" {
  update_default_version = true
  iam_instance_profile {
    name = aws_iam_instance_profile.p.name
  }
}
resource "aws_launch_template" "without" { image_id = "a" }
resource "aws_instance" "empty" {
  iam_instance_profile        = ""
  associate_public_ip_address = true
}
resource "aws_instance" "private" {
  iam_instance_profile        = "named-elsewhere"
  associate_public_ip_address = false
}
resource "aws_instance" "from_template" {
  launch_template {
    id = aws_launch_template.with.id
  }
}
resource "aws_spot_instance_request" "from_template" {
  launch_template {
    id = aws_launch_template.with.id
  }
}
resource "aws_instance" "role" { iam_instance_profile = aws_iam_role.r.name }
resource "aws_instance" "bare" { iam_instance_profile = aws_iam_instance_profile.bare.name }
resource "aws_instance" "arn" { iam_instance_profile = aws_iam_instance_profile.p.arn }
resource "aws_instance" "undeclared" { iam_instance_profile = aws_iam_instance_profile.nowhere.name }
resource "aws_instance" "none" { count = 0 }
resource "aws_autoscaling_group" "with" {
  max_size = 1
  min_size = 1
  launch_template {
    id = aws_launch_template.with.id
  }
}
resource "aws_autoscaling_group" "without" {
  max_size = 1
  min_size = 1
  launch_template {
    id = aws_launch_template.without.id
  }
}
"#,
    )]);
    for (address, expected) in [
        ("aws_instance.empty", FAIL),
        ("aws_instance.private", PASS),
        ("aws_instance.from_template", PASS),
        ("aws_spot_instance_request.from_template", FAIL),
        ("aws_instance.role", NONE),
        ("aws_instance.bare", NONE),
        ("aws_instance.arn", NONE),
        ("aws_instance.undeclared", NONE),
        ("aws_instance.none", NONE),
        ("aws_autoscaling_group.with", PASS),
        ("aws_autoscaling_group.without", FAIL),
        ("aws_launch_template.without", NONE),
        ("aws_iam_instance_profile.bare", NONE),
    ] {
        for tool in ["aws-config", "prowler", "powerpipe"] {
            assert_eq!(verdict(&report, address, tool), expected, "{address}: {tool}");
        }
    }
    assert_eq!(verdict(&report, "aws_instance.empty", "powerpipe-public"), FAIL);
    assert_eq!(verdict(&report, "aws_instance.private", "powerpipe-public"), NONE);
    assert_eq!(verdict(&report, "aws_instance.from_template", "powerpipe-public"), NONE);
}

#[test]
fn only_aws_config_has_a_list_of_allowed_profiles() {
    let files = BTreeMap::from([(
        "main.tf".to_owned(),
        "resource \"aws_instance\" \"web\" {\n  iam_instance_profile = \"other\"\n}\n".to_owned(),
    )]);
    let report =
        check(&files, &CheckOptions { allowed_profiles: Some(vec!["blessed".to_owned()]), ..Default::default() });
    assert_eq!(verdict(&report, "aws_instance.web", "aws-config"), FAIL);
    assert_eq!(verdict(&report, "aws_instance.web", "prowler"), PASS);
    assert_eq!(verdict(&report, "aws_instance.web", "checkov"), PASS);
}
