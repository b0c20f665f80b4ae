//! Every function against what Terraform itself made of it (tests/terraform/*.expected.json).

#![allow(clippy::unwrap_used, reason = "a case that cannot be read is a failed test")]

use std::collections::BTreeMap;
use std::rc::Rc;

use ec2_profile_check::syntax::ast::{Expr, ExprKind, ObjectKey, UnaryOp};
use ec2_profile_check::syntax::expression;
use ec2_profile_check::terraform::display;
use ec2_profile_check::terraform::functions::{self, FunctionContext};
use ec2_profile_check::terraform::value::{Kind, Value};
use ec2_profile_check::text::FileId;

/// What Terraform knows and this project leaves open: classes of Unicode in patterns, the length of addresses that are
/// mapped between protocols, and what a compressor chooses.
const OPEN: [&str; 3] = ["regex(\"\\\\pL+\"", "regex(\"\\\\p{Greek}\"", "cidrhost(\"::ffff:1.2.3.0/120\""];

struct Context;

impl FunctionContext for Context {
    fn read_file(&self, path: &str) -> Option<Rc<str>> {
        std::fs::read_to_string(format!("tests/terraform/context/{path}")).ok().map(Rc::from)
    }

    fn file_paths(&self) -> Vec<String> {
        [
            "main.tf",
            "files/data.json",
            "files/greeting.tftpl",
            "files/hello.txt",
            "files/nested/deep.txt",
            "files/ports.tftpl",
            "files/table.csv",
        ]
        .map(str::to_owned)
        .to_vec()
    }

    fn spend(&self, units: usize) -> bool {
        units < 10_000_000
    }
}

enum Outcome {
    Error(String),
    Unsupported,
}

fn evaluate(expression: &Expr) -> Result<Value, Outcome> {
    Ok(match &expression.kind {
        ExprKind::Null => Value::null(),
        ExprKind::Bool(value) => Value::bool(*value),
        ExprKind::Number(number) => Value::number(number.clone()),
        ExprKind::String(text) => Value::string(text.clone()),
        ExprKind::Tuple(elements) => Value::tuple(elements.iter().map(evaluate).collect::<Result<_, _>>()?),
        ExprKind::Object(entries) => {
            let mut object = BTreeMap::new();
            for entry in entries {
                let name = match &entry.key {
                    ObjectKey::Name(name, _) => name.clone(),
                    ObjectKey::Expr(Expr { kind: ExprKind::String(text), .. }) => text.clone(),
                    ObjectKey::Expr(_) => return Err(Outcome::Unsupported),
                };
                object.insert(name, evaluate(&entry.value)?);
            }
            Value::object(object)
        }
        ExprKind::Parens(inner) => evaluate(inner)?,
        ExprKind::Unary(UnaryOp::Negate, operand) => match evaluate(operand)?.kind {
            Kind::Number(number) => Value::number(number.neg()),
            _ => return Err(Outcome::Unsupported),
        },
        ExprKind::Call { name, args, expand_final, .. } if !functions::OF_THE_EVALUATOR.contains(&&**name) => {
            let mut arguments: Vec<Value> = args.iter().map(evaluate).collect::<Result<_, _>>()?;
            if *expand_final {
                let last = arguments.pop().ok_or(Outcome::Unsupported)?;
                arguments.extend(last.as_sequence().ok_or(Outcome::Unsupported)?.iter().cloned());
            }
            match functions::call(name, &arguments, &Context) {
                None => return Err(Outcome::Error("no such function".to_owned())),
                Some(Err(error)) => return Err(Outcome::Error(error.message)),
                Some(Ok(value)) => value,
            }
        }
        _ => return Err(Outcome::Unsupported),
    })
}

#[test]
fn agrees_with_terraform() {
    let (mut agree, mut skipped, mut wrong) = (0, 0, Vec::new());
    let mut topics: Vec<_> = std::fs::read_dir("tests/terraform").unwrap().map(|entry| entry.unwrap().path()).collect();
    topics.sort();
    for topic in topics.iter().filter(|path| path.to_string_lossy().ends_with(".expected.json")) {
        let text = std::fs::read_to_string(topic).unwrap();
        let cases: Vec<serde_json::Value> = serde_json::from_str(&text).unwrap();
        for case in cases {
            let source = case["expression"].as_str().unwrap();
            let expected = case["console"].as_str();
            let outcome = match expression::parse(source, FileId(0)) {
                Ok(expression) => evaluate(&expression),
                Err(error) => Err(Outcome::Error(error.message.to_string())),
            };
            let open = OPEN.iter().any(|beginning| source.starts_with(beginning));
            let ours = match outcome {
                Err(Outcome::Unsupported) => {
                    skipped += 1;
                    continue;
                }
                Err(Outcome::Error(message)) => Err(message),
                Ok(value) => Ok(display::console(&value)),
            };
            match (&ours, expected) {
                (Err(_), None) => agree += 1,
                (Ok(ours), Some(expected)) if ours == expected => agree += 1,
                (Ok(ours), _) if open && ours == "(known after apply)" => agree += 1,
                _ => wrong.push(format!("{source}\n  ours {ours:?}\n  real {expected:?}")),
            }
        }
    }
    assert!(wrong.is_empty(), "{agree} agree, {skipped} skipped, {} differ:\n{}", wrong.len(), wrong.join("\n"));
    assert!(agree > 900, "{agree} agree, {skipped} skipped");
}

#[test]
fn has_every_function_of_terraform() {
    // From `terraform metadata functions -json`; `type` is the console's alone.
    let expected: Vec<String> =
        serde_json::from_str(&std::fs::read_to_string("tests/terraform/functions.json").unwrap()).unwrap();
    let ours: Vec<&str> = functions::names().into_iter().filter(|name| *name != "type").collect();
    assert_eq!(ours, expected);
}
