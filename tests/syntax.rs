//! Syntax trees from text: what they mean, what is refused, where it is said, and that nothing hangs.

#![allow(clippy::expect_used, clippy::panic, reason = "a case that cannot be read is a failed test")]

#[path = "syntax/evaluate.rs"]
mod evaluate;

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use ec2_profile_check::syntax::ast::{Body, ExprKind};
use ec2_profile_check::syntax::comments::comments_in;
use ec2_profile_check::syntax::json::{NodeValue, parse_nodes};
use ec2_profile_check::syntax::{self, Parsed, expression, native, template};
use ec2_profile_check::text::{FileId, Source};
use evaluate::{Scope, evaluate};
use serde_json::Value;

fn parse(path: &str, text: &str) -> Parsed {
    syntax::parse_file(path, FileId(0), &Source::new(path, text))
}

/// The cases of errors.md: title, text and the errors it should give, one a line.
fn mistakes() -> impl Iterator<Item = (&'static str, &'static str, Vec<&'static str>)> {
    let (files, _) = include_str!("syntax/errors.md").split_once("\n# Expressions").expect("two parts");
    files.split("\n## ").skip(1).map(|case| {
        let (title, rest) = case.split_once("\n\n~~~hcl\n").expect("a title and a text");
        let (text, errors) = rest.split_once("~~~\n").expect("a text that ends");
        (title, text, errors.lines().filter_map(|line| line.strip_prefix("- ")).collect())
    })
}

#[test]
fn a_mistake_is_told_in_words_that_help() {
    let mut wrong = String::new();
    for (title, text, expected) in mistakes() {
        let source = Source::new("main.tf", text);
        let mut got = Vec::new();
        for error in parse("main.tf", text).errors {
            let at = source.position(error.span.start);
            got.push(format!("{}:{} {} {}", at.line, at.column, error.message, error.way_out.unwrap_or_default()));
        }
        if got != expected || expected.is_empty() {
            wrong += &format!("{title}\n  got      {got:#?}\n  expected {expected:#?}\n");
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn an_error_at_the_end_is_no_part_of_a_character() {
    for text in ["a = f([é", "a = é", "é", "a {\n  b = f(c, 🚀"] {
        for error in parse("main.tf", text).errors {
            assert!(text.is_char_boundary(error.span.start as usize), "{text}: {error:?}");
            assert!(text.is_char_boundary(error.span.end as usize), "{text}: {error:?}");
        }
    }
}

#[test]
fn a_mistake_in_an_expression_is_told_too() {
    let (_, table) = include_str!("syntax/errors.md").split_once("\n# Expressions").expect("two parts");
    let rows: Vec<&str> = table.lines().filter(|line| line.starts_with("| `")).collect();
    assert!(rows.len() > 5);
    let mut wrong = String::new();
    for row in rows {
        let (text, rest) = row.trim_start_matches("| `").split_once("` | ").expect("an expression");
        let (place, said) = rest.trim_end_matches(" |").split_once(" | ").expect("a place and a text");
        let error = expression::parse(text, FileId(0)).expect_err(text);
        let got = format!("{} {}", error.message, error.way_out.unwrap_or_default());
        if (error.span.start.to_string().as_str(), got.as_str()) != (place, said) {
            wrong += &format!("{text}: {} {got}\n", error.span.start);
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// Line and column of every error.
fn error_places(path: &str, text: &str) -> Vec<(u32, u32)> {
    let source = Source::new(path, text);
    let errors = syntax::parse_file(path, FileId(0), &source).errors;
    errors.iter().map(|error| source.position(error.span.start)).map(|at| (at.line, at.column)).collect()
}

fn names(body: &Body) -> Vec<String> {
    body.blocks.iter().map(|block| block.labels.last().map_or(&*block.kind, |label| &label.text).to_owned()).collect()
}

/// The expectations in expressions.json come from Terraform: see record.mjs.
#[test]
fn expressions_mean_what_terraform_makes_of_them() {
    let cases: Value = serde_json::from_str(include_str!("syntax/expressions.json")).expect("JSON");
    let mut wrong = Vec::new();
    for (name, case) in cases.as_object().expect("an object") {
        let text = format!("output \"v\" {{\n  value = {}\n}}\n", case["expression"].as_str().expect("a string"));
        let parsed = parse("main.tf", &text);
        let value = parsed.file.body.blocks.first().and_then(|block| block.body.attribute("value"));
        let got = value.map(|attribute| evaluate(&attribute.expr, &Scope::new()));
        let expected = case.get("value").map(normal);
        if got != expected || parsed.errors.is_empty() != got.is_some() {
            wrong.push(format!("{name}: {got:?}, expected {expected:?} {:?}", parsed.errors));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Whole numbers as integers, as the evaluator gives them.
fn normal(value: &Value) -> Value {
    match value {
        Value::Number(number) => evaluate::number_value(number.as_f64().expect("finite")),
        Value::Array(items) => items.iter().map(normal).collect(),
        Value::Object(items) => Value::Object(items.iter().map(|(key, item)| (key.clone(), normal(item))).collect()),
        other => other.clone(),
    }
}

#[test]
fn an_error_costs_the_argument_it_is_in() {
    let text = "\
resource \"a\" \"first\" {
  n = 1
}
resource \"a\" \"broken\" {
  n = = 2
}
# a comment with a brace {
resource \"a\" \"unclosed\" {
  tags = {
    n = 3
}
resource \"a\" \"quote\" {
  n = \"open
}
}
resource \"a\" \"heredoc\" {
  n = <<EOT
resource \"not\" \"this\" {
EOT
}
";
    let parsed = parse("main.tf", text);
    assert_eq!(names(&parsed.file.body), ["first", "broken", "unclosed", "quote", "heredoc"]);
    assert_eq!(error_places("main.tf", text), [(5, 7), (8, 1), (13, 7), (15, 1)]);
    let incomplete: Vec<bool> = parsed.file.body.blocks.iter().map(|block| block.body.incomplete).collect();
    assert_eq!(incomplete, [false, false, true, false, false]);
}

#[test]
fn an_unclosed_heredoc_is_cut_at_the_next_header() {
    let text = "a \"one\" {\n  n = <<EOT\ntext\n}\n\na \"two\" {\n  n = 1\n}\n";
    assert_eq!(names(&parse("main.tf", text).file.body), ["two"]);
    assert_eq!(error_places("main.tf", text), [(2, 7)]);
}

#[test]
fn a_file_is_read_with_any_line_ends_and_comments() {
    let texts = [
        "\u{feff}a = 1\r\nb \"l\" /* { */ {\r\n  c = 2 // d\r\n}",
        "a = 1 # x\nb l { c = 2 }",
        "/* a\n * b */\na = 1\n\n\nb \"l\" {\n}\n// end",
    ];
    for text in texts {
        let parsed = parse("main.tf", text);
        assert_eq!(parsed.errors, [], "{text}");
        assert_eq!(names(&parsed.file.body), ["l"]);
        assert!(parsed.file.body.attribute("a").is_some());
    }
}

#[test]
fn spans_cover_what_they_name() {
    let text = "é = 1\nblock \"a\" b /* { */ {\n  x = foo.bar[0].*.baz + -12\n}\n";
    let source = Source::new("main.tf", text);
    let parsed = syntax::parse_file("main.tf", FileId(0), &source);
    let block = &parsed.file.body.blocks[0];
    assert_eq!(source.slice(block.header), "block \"a\" b");
    assert_eq!(source.slice(block.labels[0].span), "\"a\"");
    assert_eq!(source.slice(block.body.span), "\n  x = foo.bar[0].*.baz + -12\n");
    let attribute = block.body.attribute("x").expect("x");
    assert_eq!(source.slice(attribute.span), "x = foo.bar[0].*.baz + -12");
    let ExprKind::Binary(_, left, right) = &attribute.expr.kind else { panic!("{:?}", attribute.expr) };
    assert_eq!(source.slice(left.span), "foo.bar[0].*.baz");
    assert_eq!(source.slice(right.span), "-12");
    let ExprKind::Splat { source: list, full: false, .. } = &left.kind else { panic!("{left:?}") };
    assert_eq!(source.slice(list.span), "foo.bar[0]");
}

#[test]
fn json_syntax_gives_the_same_tree() {
    let text = r#"{
      "//": "ignored",
      "resource": {"aws_instance": {"web": [{
        "//": "ignored",
        "ami": "ami-${1 + 1}",
        "plain": "$ and %",
        "key": {"a${1}": "b"},
        "size": 1.50,
        "depends_on": ["aws_vpc.main"],
        "ebs_block_device": [{"n": 1}, {"n": 2}],
        "root_block_device": {"n": 3},
        "lifecycle": {"ignore_changes": ["ami"], "precondition": [{"condition": "${true}"}]},
        "dynamic": {"tag": {"for_each": ["x"], "content": {"v": "${tag.value}"}}}
      }]}},
      "variable": {"v": {"type": "list(string)", "default": "${literal}"}}
    }"#;
    let parsed = parse("main.tf.json", text);
    assert_eq!(parsed.errors, []);
    let [variable, instance] = [1, 0].map(|at| parsed.file.body.blocks[at].clone());
    assert_eq!((&*instance.kind, instance.label(0), instance.label(1)), ("resource", "aws_instance", "web"));
    let value = |name: &str| evaluate(&instance.body.attribute(name).expect(name).expr, &Scope::new());
    assert_eq!(value("ami"), "ami-2");
    assert_eq!(value("plain"), "$ and %");
    assert_eq!(value("key"), serde_json::json!({"a1": "b"}));
    assert_eq!(value("size"), 1.5);
    assert_eq!(value("depends_on"), serde_json::json!([null]), "a reference, not a string");
    assert_eq!(instance.body.nested("ebs_block_device").len(), 2);
    assert_eq!(instance.body.nested("root_block_device").len(), 1);
    assert_eq!(instance.body.nested("lifecycle")[0].body.nested("precondition").len(), 1);
    let dynamic = &instance.body.nested("dynamic")[0];
    assert_eq!(dynamic.label(0), "tag");
    assert_eq!(dynamic.body.nested("content").len(), 1);
    assert!(matches!(variable.body.attribute("type").expect("type").expr.kind, ExprKind::Call { .. }));
    let default = &variable.body.attribute("default").expect("default").expr.kind;
    assert!(matches!(default, ExprKind::String(text) if &**text == "${literal}"));
}

#[test]
fn json_errors_have_places() {
    assert_eq!(error_places("a.tf.json", "{\n  \"locals\": {\"a\": 1,}\n}"), [(2, 21)]);
    assert_eq!(error_places("a.tf.json", "{\n  \"locals\": {\"a\": \"${1 +}\"}\n}"), [(2, 25)]);
    assert_eq!(error_places("a.tf.json", ""), [(1, 1)]);
    assert_eq!(error_places("a.tf.json", "{\"locals\": 1, \"output\": {\"o\": 2}}"), [(1, 12), (1, 31)]);
}

#[test]
fn variable_files_are_literal_in_json_only() {
    let parsed = parse("terraform.tfvars.json", r#"{"a": "${b}", "n": [1, null]}"#);
    assert_eq!(evaluate(&parsed.file.body.attribute("a").expect("a").expr, &Scope::new()), "${b}");
    let parsed = parse("terraform.tfvars", "a = \"x\"\nb = [1]\n");
    assert_eq!(parsed.file.body.attributes.len(), 2);
}

#[test]
fn plain_json_keeps_numbers_and_repeated_keys() {
    let root = parse_nodes(r#" {"a": 1.10e+2, "a": "\u00e9\ud83d\ude00\ud800 \/"} "#).expect("JSON");
    let [number, text] = root.members() else { panic!("two members") };
    assert!(matches!(&number.value.value, NodeValue::Number(number) if number == "1.10e+2"));
    assert_eq!(text.value.text(), Some("é😀\u{fffd} /"));
    for (text, offset) in [("01", 1), ("[1,]", 3), ("\"a\nb\"", 2), ("nul", 0), ("\"a", 0), ("1 2", 2), ("", 0)] {
        assert_eq!(parse_nodes(text).map_err(|error| error.offset).err(), Some(offset), "{text}");
    }
}

#[test]
fn comments_are_found_outside_strings_only() {
    let text = "# mark one\na = \"# mark no\"\nb = <<EOT\n# mark no\n${1 /* mark two */}\nEOT\nc = 1 // mark three\r\n";
    let source = Source::new("main.tf", text);
    let found = |from, to| {
        let comments = comments_in(FileId(0), &source, from..to, "mark");
        comments.into_iter().map(|comment| comment.text).collect::<Vec<_>>()
    };
    assert_eq!(found(0, text.len()), ["mark one", "mark two", "mark three"]);
    assert_eq!(found(20, text.len() - 30), ["mark two"]);
}

#[test]
fn a_template_file_is_read_with_its_lines() {
    let text = "start\n%{ for x in [1, 2] ~}\n  - ${x}\n%{ endfor ~}\nend";
    let template = template::parse(text, FileId(0), 0).expect("a template");
    assert!(!template.wraps);
    assert_eq!(template.parts.len(), 3);
    assert!(template::parse("${1}", FileId(0), 0).expect("a template").wraps);
    let error = template::parse("a ${1 +} b", FileId(0), 100).expect_err("no template");
    assert_eq!(error.span.start, 107);
}

#[test]
fn an_expression_may_run_over_lines() {
    let expr = expression::parse(" 1 +\n 2 # three\n", FileId(0)).expect("an expression");
    assert_eq!(evaluate(&expr, &Scope::new()), 3);
    assert_eq!(expression::parse("1 + )", FileId(0)).expect_err("an error").span.start, 4);
}

/// The texts below a directory that are in native syntax.
fn texts(directory: &Path, into: &mut Vec<(String, String)>) {
    for entry in fs::read_dir(directory).expect("a directory") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            texts(&path, into);
        } else if path.extension().is_some_and(|ending| ending == "tf" || ending == "tofu" || ending == "tfvars") {
            into.push((path.display().to_string(), String::from_utf8_lossy(&fs::read(&path).expect("a file")).into()));
        }
    }
}

/// Most expressions are only recognised, and built when somebody asks for them.
#[test]
fn what_is_built_when_asked_for_is_what_hcl_edit_builds_at_once() {
    let mut all: Vec<(String, String)> =
        mistakes().map(|(title, text, _)| (title.to_owned(), text.to_owned())).collect();
    for directory in ["tests", "www/examples", "www/lessons", "src/control"] {
        texts(Path::new(directory), &mut all);
    }
    assert!(all.len() > 1000, "{}", all.len());
    let differs = |text: &str| {
        let source = Source::new("main.tf", text);
        let (parsed, eager) = (native::parse(FileId(0), &source), native::parse_eagerly(FileId(0), &source));
        format!("{:?}{:?}", parsed.file, parsed.errors) != format!("{:?}{:?}", eager.file, eager.errors)
    };
    let wrong: Vec<&str> = all.iter().filter(|(_, text)| differs(text)).map(|(name, _)| name.as_str()).collect();
    assert_eq!(wrong, [""; 0]);
    for text in include_str!("syntax/outline.txt").split("\n---\n") {
        assert!(!differs(text), "{text}");
    }
}

/// Each must end soon, and with an error rather than a tree too deep to walk.
#[test]
fn hostile_texts_end_in_errors() {
    let length = 1 << 17;
    let many = |piece: &str| piece.repeat(length / piece.len());
    let deep = |open: &str, close: &str| format!("a = {}1{}", open.repeat(5000), close.repeat(5000));
    let native = [
        many("a{\n"),
        many("}\n"),
        many("\"\n"),
        many("a = <<A\n"),
        many("\u{0}\u{1}é€"),
        many("resource \"a\" \"b\" {\n"),
        format!("a = {}", many("${")),
        format!("a = \"{}", many("${\"")),
        format!("a = b{}", many(".c")),
        format!("a = b{}", many("[0]")),
        format!("a = 1{}", many(" + 1")),
        format!("a = {}1", many("!")),
        format!("a = {}", many("/*")),
        format!("a = {{{}}}", (0..20_000).map(|n| format!("k{n}=1\n")).collect::<String>()),
        format!("a = {{\n{}}}", many("k = 1\n")),
        deep("(", ")"),
        deep("[", "]"),
        deep("{a=", "}"),
        deep("f(", ")"),
        deep("\"${", "}\""),
        deep("true ? 1 : ", ""),
    ];
    for text in native {
        let started = Instant::now();
        let parsed = parse("main.tf", &text);
        let took = started.elapsed();
        let shown: String = text.chars().take(30).collect();
        assert!(!parsed.errors.is_empty(), "{shown}");
        assert!(took < Duration::from_secs(5), "{shown}: {took:?}");
    }
    for text in [many("["), many("{\"a\":"), many("\"\\u"), format!("{}{}", "[".repeat(9000), "]".repeat(9000))] {
        assert!(!parse("main.tf.json", &text).errors.is_empty());
        assert!(parse_nodes(&text).is_err());
    }
}
