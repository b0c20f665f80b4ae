//! Nothing pasted may hang or exhaust the tab: each kind of bomb ends as an unknown, soon.

#![allow(clippy::unwrap_used, reason = "a case that cannot be read is a failed test")]

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use ec2_profile_check::{CheckOptions, Evaluation, check, evaluate};

/// 200 ms in a release build; a debug build takes about ten times as long, and other work may run beside it.
const LIMIT: Duration = Duration::from_millis(4000);

fn defuse(text: &str, expression: &str) -> Evaluation {
    let files = BTreeMap::from([("main.tf".to_string(), text.to_string())]);
    let start = Instant::now();
    let evaluation = evaluate(&files, expression, &CheckOptions::default());
    let took = start.elapsed();
    assert!(took < LIMIT, "{expression} took {took:?}");
    assert!(!evaluation.known, "{expression} should have been given up");
    evaluation
}

#[test]
fn nested_for_over_range() {
    defuse("", "length([for a in range(1000) : [for b in range(1000) : [for c in range(1000) : a * b * c]]])");
}

#[test]
fn strings_doubled_through_locals() {
    let mut text = "locals {\n  s0 = \"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\"\n".to_string();
    for index in 1..60 {
        text.push_str(&format!("  s{index} = \"${{local.s{}}}${{local.s{}}}\"\n", index - 1, index - 1));
    }
    text.push_str("}\n");
    defuse(&text, "length(local.s59)");
}

#[test]
fn format_with_an_absurd_width() {
    defuse("", "length(format(\"%1000000000d\", 1))");
}

#[test]
fn product_of_long_lists() {
    defuse("locals { l = range(1000) }", "length(setproduct(local.l, local.l, local.l))");
}

#[test]
fn yaml_aliases() {
    let mut yaml = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_string();
    for index in 1..12 {
        let alias = format!("*a{}", index - 1);
        yaml.push_str(&format!("a{index}: &a{index} [{}]\n", vec![alias; 10].join(", ")));
    }
    let text = format!("locals {{\n  y = <<-EOT\n{yaml}EOT\n}}\n");
    defuse(&text, "length(jsonencode(yamldecode(local.y)))");
}

#[test]
fn modules_that_call_themselves() {
    let text = "module \"a\" {\n  source = \"./\"\n}\nmodule \"b\" {\n  source = \"./\"\n}\noutput \"o\" {\n  value = \"${module.a.o}${module.b.o}\"\n}\n";
    defuse(text, "module.a.o");
}

#[test]
fn locals_that_need_themselves() {
    let evaluation = defuse("locals {\n  a = local.b\n  b = local.a\n}\n", "local.a");
    assert_eq!(evaluation.why.as_deref(), Some("this value depends on itself"));
}

#[test]
fn a_long_chain_of_locals() {
    let mut text = "locals {\n  l0 = var.x\n".to_string();
    for index in 1..5000 {
        text.push_str(&format!("  l{index} = local.l{}\n", index - 1));
    }
    text.push_str("}\nvariable \"x\" {}\n");
    defuse(&text, "local.l4999");
}

#[test]
fn deep_nesting() {
    let text = format!("locals {{\n  a = {}1{}\n}}\n", "[".repeat(5000), "]".repeat(5000));
    defuse(&text, "local.a");
    let text = format!("{}1{}", "[".repeat(100_000), "]".repeat(100_000));
    defuse("", &format!("jsondecode(\"{text}\")"));
}

#[test]
fn a_regular_expression_on_long_input() {
    let text = format!("locals {{\n  s = \"{}\"\n  n = range(1000)\n}}\n", "a".repeat(100_000));
    defuse(&text, "[for i in local.n : can(regex(\"(a|a|aa)*b${i}\", local.s))]");
}

#[test]
fn texts_to_compress() {
    // Every place has many earlier ones that are alike for almost as long as it pays to look.
    let text: String = (0..40_000).map(|index| format!("abcdefghijklmn{}", index * 7919 % 40_009)).collect();
    defuse(&format!("locals {{ s = \"{text}\" }}\n"), "length(base64gzip(\"${local.s}${local.s}${local.s}\"))");
    defuse("locals { n = range(1000) }", "length([for i in local.n : [for j in local.n : base64gzip(\"${i}-${j}\")]])");
}

#[test]
fn instances_past_ten_thousand_in_a_root_module() {
    let block =
        |kind: &str, name: &str, count: usize| format!("resource \"{kind}\" \"{name}\" {{\n  count = {count}\n}}\n");
    let mut text: String = (0..5).map(|index| block("aws_iam_role", &format!("r{index}"), 2000)).collect();
    text.push_str(&block("aws_instance", "one", 1));
    text.push_str(&block("aws_instance", "two", 2));
    let report = check(&BTreeMap::from([("main.tf".to_owned(), text)]), &CheckOptions::default());
    let addresses: Vec<&str> = report.results.iter().map(|finding| finding.address.as_str()).collect();
    assert_eq!(addresses, ["aws_instance.one[0]", "aws_instance.two[*]"]);
    let [diagnostic] = report.diagnostics.as_slice() else { unreachable!("{:?}", report.diagnostics) };
    assert_eq!(diagnostic.code, "root-instances-as-one");
    assert_eq!(diagnostic.location.as_ref().map(|location| location.start.line), Some(19));
}
