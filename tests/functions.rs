//! Expressions and functions against what Terraform itself made of them (tests/terraform/*.expected.json).

#![allow(clippy::unwrap_used, reason = "a case that cannot be read is a failed test")]

use std::path::Path;

use ec2_profile_check::control::models::KnownModules;
use ec2_profile_check::syntax::expression;
use ec2_profile_check::terraform::evaluator::{EvaluationOptions, Evaluator, ProviderFacts};
use ec2_profile_check::terraform::load::{LoadOptions, ParseCache, load};
use ec2_profile_check::terraform::types::Type;
use ec2_profile_check::terraform::{display, functions};
use ec2_profile_check::text::{FileId, Texts};
use serde_json::json;

struct NoFacts;

impl ProviderFacts for NoFacts {
    fn only_written(&self, _: &str, _: &str) -> bool {
        false
    }

    fn alias(&self, _: &str, _: bool, _: &str) -> Option<&'static str> {
        None
    }

    fn always_set(&self, _: &str, _: bool, _: &str) -> bool {
        false
    }
}

fn read_directory(directory: &Path, prefix: &str, files: &mut Texts) {
    for entry in std::fs::read_dir(directory).unwrap() {
        let path = entry.unwrap().path();
        let name = format!("{prefix}{}", path.file_name().unwrap().to_string_lossy());
        if path.is_dir() {
            read_directory(&path, &format!("{name}/"), files);
        } else {
            files.insert(name.into(), std::fs::read_to_string(&path).unwrap().into());
        }
    }
}

/// A type as `terraform output -json` writes it.
fn written(ty: &Type) -> serde_json::Value {
    match ty {
        Type::Dynamic => json!("dynamic"),
        Type::Bool => json!("bool"),
        Type::Number => json!("number"),
        Type::String => json!("string"),
        Type::List(element) => json!(["list", written(element)]),
        Type::Set(element) => json!(["set", written(element)]),
        Type::Map(element) => json!(["map", written(element)]),
        Type::Tuple(elements) => json!(["tuple", elements.iter().map(written).collect::<Vec<_>>()]),
        Type::Object(attributes) => {
            let attributes = attributes.iter().map(|(name, attribute)| (name.to_string(), written(&attribute.ty)));
            json!(["object", attributes.collect::<serde_json::Map<_, _>>()])
        }
    }
}

#[test]
fn agrees_with_terraform() {
    let mut files = Texts::new();
    read_directory(Path::new("tests/terraform/context"), "", &mut files);
    let configuration = load(&files, &KnownModules, &LoadOptions::default(), &mut ParseCache::default());
    let (mut agree, mut wrong) = (0, Vec::new());
    let mut topics: Vec<_> = std::fs::read_dir("tests/terraform").unwrap().map(|entry| entry.unwrap().path()).collect();
    topics.sort();
    for topic in topics.iter().filter(|path| path.to_string_lossy().ends_with(".expected.json")) {
        let cases: Vec<serde_json::Value> = serde_json::from_str(&std::fs::read_to_string(topic).unwrap()).unwrap();
        for case in cases {
            let source = case["expression"].as_str().unwrap();
            let expected = case["console"].as_str();
            let mut ty = serde_json::Value::Null;
            let ours = match expression::parse(source, FileId(0)) {
                Err(error) => Err(error.message.to_string()),
                Ok(expression) => {
                    let mut evaluator = Evaluator::new(&configuration, "", &EvaluationOptions::default(), &NoFacts);
                    match evaluator.evaluate(&expression) {
                        Err(stop) => Err(format!("{stop:?}")),
                        Ok(value) => {
                            ty = written(&value.ty());
                            Ok(display::console(&value))
                        }
                    }
                }
            };
            match (&ours, expected) {
                (Err(_), None) => agree += 1,
                // Terraform leaves out an output that is null.
                (Ok(ours), Some(expected)) if ours == expected && !case["value"].is_null() && case["type"] != ty => {
                    wrong.push(format!("{source}\n  our type {ty}\n  real one {}", case["type"]));
                }
                (Ok(ours), Some(expected)) if ours == expected => agree += 1,
                _ => wrong.push(format!("{source}\n  ours {ours:?}\n  real {expected:?}")),
            }
        }
    }
    assert!(wrong.is_empty(), "{agree} agree, {} differ:\n{}", wrong.len(), wrong.join("\n"));
    assert!(agree >= 3543, "{agree}");
}

#[test]
fn has_every_function_of_terraform() {
    // From `terraform metadata functions -json`; `type` is the console's alone.
    let expected: Vec<String> =
        serde_json::from_str(&std::fs::read_to_string("tests/terraform/functions.json").unwrap()).unwrap();
    let ours: Vec<&str> = functions::names().into_iter().filter(|name| *name != "type").collect();
    assert_eq!(ours, expected);
}
