//! Values of expressions that need nothing: what Terraform reads before it evaluates anything.

use std::rc::Rc;

use crate::sorted::SortedMap;
use crate::syntax::ast::{Expr, ExprKind, ObjectKey, TemplatePart, UnaryOp};
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
