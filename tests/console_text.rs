//! What `eval` prints is HCL: hcl-rs, which knows nothing of ours, makes the same value of it.

#![allow(clippy::unwrap_used, reason = "a case that cannot be read is a failed test")]

use hcl::eval::{Context, Evaluate, FuncArgs, FuncDef, ParamType};
use serde_json::Value;

/// What Terraform itself prints that is not HCL, or not the same value: markers that it does not escape, characters
/// escaped as in Go, what it hides, and the line end that a heredoc adds.
const NOT_HCL: [&str; 5] = ["${", "%{", "\\x", "(sensitive value)", "EOT"];

/// Terraform prints collections, and nulls of a type, as calls that would make them.
fn context() -> Context<'static> {
    let mut context = Context::new();
    for name in ["tolist", "toset", "tomap", "tonumber", "tostring", "tobool"] {
        let itself = |arguments: FuncArgs| Ok(arguments.into_values().remove(0));
        context.declare_func(name, FuncDef::builder().param(ParamType::Any).build(itself));
    }
    context
}

fn read(text: &str) -> Result<Value, String> {
    let body = hcl::parse(&format!("value = {text}\n")).map_err(|error| error.to_string())?;
    let expression = body.attributes().next().ok_or("nothing")?.expr();
    let value = expression.evaluate(&context()).map_err(|error| error.to_string())?;
    serde_json::to_value(value).map_err(|error| error.to_string())
}

/// Both readers take numbers as the nearest that 64 bits hold, each in its own way.
fn same(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::Number(left), Value::Number(right)) => {
            let (left, right) = (left.as_f64().unwrap(), right.as_f64().unwrap());
            (left - right).abs() <= left.abs() * 1e-15
        }
        (Value::Array(left), Value::Array(right)) => {
            left.len() == right.len() && left.iter().zip(right).all(|(left, right)| same(left, right))
        }
        (Value::Object(left), Value::Object(right)) => {
            left.len() == right.len()
                && left.iter().all(|(key, left)| right.get(key).is_some_and(|right| same(left, right)))
        }
        _ => left == right,
    }
}

#[test]
fn another_reader_makes_the_same_value_of_it() {
    let (mut agree, mut wrong) = (0, Vec::new());
    for topic in std::fs::read_dir("tests/terraform").unwrap().map(|entry| entry.unwrap().path()) {
        if !topic.to_string_lossy().ends_with(".expected.json") {
            continue;
        }
        let cases: Vec<Value> = serde_json::from_str(&std::fs::read_to_string(&topic).unwrap()).unwrap();
        // tests/functions.rs holds that this is what we print, too.
        for (console, value) in cases.iter().filter_map(|case| Some((case["console"].as_str()?, &case["value"]))) {
            if value.is_null() || NOT_HCL.iter().any(|part| console.contains(part)) {
                continue;
            }
            match read(console) {
                Ok(read) if same(&read, value) => agree += 1,
                read => wrong.push(format!("{console}\n  read {read:?}\n  real {value}")),
            }
        }
    }
    assert!(wrong.is_empty(), "{agree} agree, {} differ:\n{}", wrong.len(), wrong.join("\n"));
    assert!(agree >= 1700, "{agree}");
}
