//! One expression evaluated, as `terraform console` would.

use std::rc::Rc;

use serde::Serialize;

use crate::control::provider::AwsProvider;
use crate::options::{CheckOptions, Inputs};
use crate::report::model::Assumption;
use crate::syntax::ast::Expr;
use crate::syntax::expression;
use crate::terraform::configuration::Configuration;
use crate::terraform::display;
use crate::terraform::evaluator::{EvaluationOptions, Evaluator, Stop};
use crate::terraform::explore::{Exploration, assumptions_in_words};
use crate::terraform::value::Value;
use crate::text::{Location, Source};

/// What an expression gives.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Evaluation {
    /// Whether it has a value here.
    pub known: bool,
    /// The value, as `terraform output -json` would give it: sets as sorted lists.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<serde_json::Value>,
    /// The value as `terraform console` prints it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// Whether Terraform would stop here with an error: nothing that is given would lead to a value.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub error: bool,
    /// Why there is no value, and what would give one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
    /// Where the expression is wrong, or what it refers to; the file is "" for the expression itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub location: Option<Location>,
    /// Where inputs without a value decide: what it is in each case.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cases: Option<Vec<EvaluationCase>>,
}

/// The value under one combination of undecided inputs.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct EvaluationCase {
    /// The inputs assumed.
    pub when: Vec<Assumption>,
    /// The value as `terraform console` prints it.
    pub text: String,
}

impl Evaluation {
    fn unknown(why: String, location: Option<Location>) -> Self {
        Evaluation { why: Some(why), location, ..Evaluation::default() }
    }

    fn wrong(why: String, location: Option<Location>) -> Self {
        Evaluation { error: true, ..Evaluation::unknown(why, location) }
    }
}

/// Evaluates `text` in the root module of the options, else in the first.
pub(crate) fn evaluate_in(mut configuration: Configuration, text: &str, options: &CheckOptions) -> Evaluation {
    let source = Rc::new(Source::new("", text));
    let id = configuration.sources.add(source);
    let expr = match expression::parse(text, id) {
        Ok(expr) => expr,
        Err(error) => {
            let message = match error.way_out {
                Some(way_out) => format!("{} {way_out}", error.message),
                None => error.message,
            };
            return Evaluation::wrong(message, Some(configuration.sources.location(error.span)));
        }
    };
    let root = configuration.roots.first().map(|root| root.to_string()).unwrap_or_default();
    let evaluation = EvaluationOptions { any_inputs: options.inputs == Inputs::Any };
    let mut evaluator = Evaluator::new(&configuration, &root, &evaluation, &AwsProvider);
    let exploration = evaluator.explore(|evaluator| evaluator.evaluate(&expr));
    let place = |span| Some(configuration.sources.location(span));
    let [only] = exploration.leaves.as_slice() else {
        return of_cases(&mut evaluator, &expr, &exploration);
    };
    match &only.outcome {
        Ok(value) => of_value(value),
        Err(Stop::Error(error)) => Evaluation::wrong(error.message.clone(), place(error.span)),
        Err(Stop::Budget(span)) => Evaluation::unknown(
            "this takes more steps or memory than are spent on one expression; make it smaller".to_string(),
            place(*span),
        ),
        Err(Stop::Undecided(span, why)) => Evaluation::unknown(why.to_string(), place(*span)),
        Err(Stop::Split(term)) => Evaluation::unknown(format!("depends on {term}; no value is given here"), None),
    }
}

/// An expression whose value depends on inputs without a value: known when every case gives the same.
fn of_cases(evaluator: &mut Evaluator, expr: &Expr, exploration: &Exploration<Value>) -> Evaluation {
    let leaves = &exploration.leaves;
    let values: Vec<&Value> = leaves.iter().filter_map(|leaf| leaf.outcome.as_ref().ok()).collect();
    if let [first, rest @ ..] = values.as_slice()
        && !exploration.too_many
        && values.len() == leaves.len()
        && rest.iter().all(|value| value.kind == first.kind)
    {
        return of_value(first);
    }
    let merged = evaluator.quietly(|evaluator| evaluator.evaluate(expr));
    let mut evaluation = match merged {
        Ok(value) if !value.is_wholly_known() => of_value(&value),
        _ => Evaluation::unknown("it depends on inputs without a value".to_string(), None),
    };
    if !exploration.too_many {
        evaluation.cases = Some(
            leaves
                .iter()
                .map(|leaf| EvaluationCase {
                    when: assumptions_in_words(&leaf.assumptions)
                        .into_iter()
                        .map(|(input, is)| Assumption { input, is })
                        .collect(),
                    text: match &leaf.outcome {
                        Ok(value) => display::console(value),
                        Err(Stop::Error(error)) => format!("(error: {})", error.message),
                        Err(_) => "(unknown)".to_string(),
                    },
                })
                .collect(),
        );
    }
    evaluation
}

fn of_value(value: &Value) -> Evaluation {
    match display::to_json(value) {
        Some(json) => {
            Evaluation { known: true, value: Some(json), text: Some(display::console(value)), ..Evaluation::default() }
        }
        None => {
            let mut leaves = Vec::new();
            crate::terraform::terms::term_of(value).leaves(&mut leaves);
            let why = if leaves.is_empty() {
                "it is only known after apply".to_string()
            } else {
                format!("depends on {}; no value is given here", leaves.join(", "))
            };
            Evaluation { text: Some(display::console(value)), ..Evaluation::unknown(why, None) }
        }
    }
}
