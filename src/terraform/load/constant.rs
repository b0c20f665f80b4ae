//! Values of expressions that need nothing: what Terraform reads before it evaluates anything.

use std::rc::Rc;

use super::plain::is_plain;
use crate::sorted::SortedMap;
use crate::syntax::ast::{Expr, ExprKind, ObjectKey, TemplatePart, UnaryOp};
use crate::terraform::configuration::Configuration;
use crate::terraform::evaluator::{EvaluationOptions, Evaluator, ProviderFacts, Stop};
use crate::terraform::value::{Kind, Value};

/// Value of a literal, or of a tuple, object or template of literals; `None` for anything else.
pub fn value(expr: &Expr) -> Option<Value> {
    Some(match &expr.kind {
        ExprKind::Null => Value::null(),
        ExprKind::Bool(value) => Value::bool(*value),
        ExprKind::Number(number) => Value::number(number.clone()),
        ExprKind::Parens(inner) => value(inner)?,
        ExprKind::Unary(UnaryOp::Negate, inner) => match value(inner)?.kind {
            Kind::Number(number) => Value::number(number.neg()),
            _ => return None,
        },
        ExprKind::Tuple(items) => Value::tuple(items.iter().map(value).collect::<Option<_>>()?),
        ExprKind::Object(items) => {
            let mut attributes = SortedMap::new();
            for item in items {
                let key = match &item.key {
                    ObjectKey::Name(name, _) => name.clone(),
                    ObjectKey::Expr(key) => string(key)?,
                };
                attributes.insert(key, value(&item.value)?);
            }
            Value::object(attributes)
        }
        _ => Value::string(string(expr)?),
    })
}

/// Value of an expression without references and function calls.
///
/// # Errors
/// Why there is none.
pub fn computed(expr: &Expr) -> Result<Value, String> {
    value(expr).map_or_else(|| evaluated(expr), Ok)
}

/// In a function of its own, so that a first check does without it.
#[inline(never)]
fn evaluated(expr: &Expr) -> Result<Value, String> {
    if !is_plain(expr) {
        return Err("references and function calls cannot stand here".to_owned());
    }
    let nothing = Configuration::default();
    match Evaluator::new(&nothing, "", &EvaluationOptions::default(), &NoProvider).evaluate(expr) {
        Ok(value) => Ok(value),
        Err(Stop::Error(error)) => Err(error.message),
        Err(_) => Err("it takes too many steps".to_owned()),
    }
}

/// Before anything is planned, no provider is asked.
pub(super) struct NoProvider;

impl ProviderFacts for NoProvider {
    fn alias(&self, _: &str, _: bool, _: &str) -> Option<&'static str> {
        None
    }

    fn always_set(&self, _: &str, _: bool, _: &str) -> bool {
        false
    }

    fn only_written(&self, _: &str, _: &str) -> bool {
        false
    }
}

/// Text of a string without interpolation.
pub fn string(expr: &Expr) -> Option<Rc<str>> {
    match &expr.kind {
        ExprKind::String(text) => Some(text.clone()),
        ExprKind::Parens(inner) => string(inner),
        ExprKind::Template(template) => {
            let text = template.parts.iter().map(|part| match part {
                TemplatePart::Literal(text) => Some(&**text),
                _ => None,
            });
            Some(text.collect::<Option<String>>()?.into())
        }
        _ => None,
    }
}

/// Truth of a literal `true` or `false`, quoted or not.
pub fn truth(expr: &Expr) -> Option<bool> {
    match &expr.kind {
        ExprKind::Bool(value) => Some(*value),
        _ => match &*string(expr)? {
            "true" => Some(true),
            "false" => Some(false),
            _ => None,
        },
    }
}
