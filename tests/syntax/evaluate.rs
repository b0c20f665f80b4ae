//! A plain evaluator of literal expressions, so that a tree is compared by what it means.

use std::collections::BTreeMap;

use ec2_profile_check::syntax::ast::{BinaryOp, Expr, ExprKind, ObjectKey, Template, TemplatePart, UnaryOp};
use serde_json::{Map, Value, json};

pub type Scope = BTreeMap<String, Value>;

pub fn evaluate(expr: &Expr, scope: &Scope) -> Value {
    let of = |expr: &Expr| evaluate(expr, scope);
    match &expr.kind {
        ExprKind::Null => Value::Null,
        ExprKind::Bool(value) => json!(value),
        ExprKind::Number(number) => number_value(number.to_string().parse().expect("a number")),
        ExprKind::String(text) => json!(&**text),
        ExprKind::Template(template) => render(template, scope),
        ExprKind::Tuple(items) => items.iter().map(of).collect(),
        ExprKind::Object(items) => {
            let entry = |key: &ObjectKey| match key {
                ObjectKey::Name(name, _) => name.to_string(),
                ObjectKey::Expr(expr) => text(&of(expr)),
            };
            Value::Object(items.iter().map(|item| (entry(&item.key), of(&item.value))).collect())
        }
        ExprKind::Variable(name) => scope.get(&**name).cloned().unwrap_or_else(|| json!(format!("<{name}>"))),
        ExprKind::GetAttr(source, name) => of(source)[&**name].clone(),
        ExprKind::Index(source, key) => match (of(source), of(key)) {
            (Value::Array(items), key) => items[key.as_f64().expect("an index") as usize].clone(),
            (object, key) => object[text(&key)].clone(),
        },
        ExprKind::Splat { source, each, .. } => {
            let items = match of(source) {
                Value::Null => Vec::new(),
                Value::Array(items) => items,
                other => vec![other],
            };
            let element = |item: Value| evaluate(each, &with(scope, [("*", item)]));
            items.into_iter().map(element).collect()
        }
        ExprKind::SplatElement => scope["*"].clone(),
        ExprKind::Call { name, args, expand_final, .. } => {
            let mut values: Vec<Value> = args.iter().map(of).collect();
            if *expand_final {
                let last = values.pop().expect("an argument");
                values.extend(last.as_array().expect("a list").iter().cloned());
            }
            match &**name {
                "max" => values.into_iter().max_by(|a, b| number(a).total_cmp(&number(b))).expect("a number"),
                "join" => {
                    let items: Vec<String> = values[1].as_array().expect("a list").iter().map(text).collect();
                    json!(items.join(&text(&values[0])))
                }
                "upper" => json!(text(&values[0]).to_uppercase()),
                "tobool" => json!(text(&values[0]) == "true"),
                other => panic!("no function {other}"),
            }
        }
        ExprKind::Conditional(condition, then, otherwise) => {
            if of(condition) == json!(true) {
                of(then)
            } else {
                of(otherwise)
            }
        }
        ExprKind::Unary(UnaryOp::Not, value) => json!(of(value) != json!(true)),
        ExprKind::Unary(UnaryOp::Negate, value) => number_value(-number(&of(value))),
        ExprKind::Binary(op, left, right) => binary(*op, &of(left), &of(right)),
        ExprKind::For(form) => {
            let mut list = Vec::new();
            let mut object = Map::new();
            for (key, value) in entries(&of(&form.collection)) {
                let mut inner = with(scope, [(&*form.value_var, value)]);
                if let Some(name) = &form.key_var {
                    inner.insert(name.to_string(), key);
                }
                if form.condition.as_ref().is_some_and(|condition| evaluate(condition, &inner) != json!(true)) {
                    continue;
                }
                let value = evaluate(&form.value, &inner);
                match &form.key {
                    None => list.push(value),
                    Some(key) => {
                        let slot = object.entry(text(&evaluate(key, &inner))).or_insert(json!([]));
                        match (form.grouping, slot) {
                            (true, Value::Array(group)) => group.push(value),
                            (_, slot) => *slot = value,
                        }
                    }
                }
            }
            if form.key.is_some() { Value::Object(object) } else { Value::Array(list) }
        }
        ExprKind::Parens(inner) => of(inner),
        ExprKind::Unreadable => unreachable!("only what has a syntax error"),
    }
}

fn render(template: &Template, scope: &Scope) -> Value {
    match template.parts.as_slice() {
        [TemplatePart::Interpolation(expr)] if template.wraps => evaluate(expr, scope),
        parts => json!(parts_text(parts, scope)),
    }
}

fn parts_text(parts: &[TemplatePart], scope: &Scope) -> String {
    let part = |part: &TemplatePart| match part {
        TemplatePart::Literal(text) => text.to_string(),
        TemplatePart::Interpolation(expr) => text(&evaluate(expr, scope)),
        TemplatePart::If { condition, then, otherwise } => {
            let chosen = if evaluate(condition, scope) == json!(true) { then } else { otherwise };
            parts_text(chosen, scope)
        }
        TemplatePart::For { key_var, value_var, collection, body } => {
            let each = |(key, value): (Value, Value)| {
                let mut inner = with(scope, [(&**value_var, value)]);
                if let Some(name) = key_var {
                    inner.insert(name.to_string(), key);
                }
                parts_text(body, &inner)
            };
            entries(&evaluate(collection, scope)).into_iter().map(each).collect()
        }
    };
    parts.iter().map(part).collect()
}

fn with<const N: usize>(scope: &Scope, more: [(&str, Value); N]) -> Scope {
    let mut scope = scope.clone();
    scope.extend(more.into_iter().map(|(name, value)| (name.to_owned(), value)));
    scope
}

fn entries(value: &Value) -> Vec<(Value, Value)> {
    match value {
        Value::Array(items) => items.iter().enumerate().map(|(at, item)| (json!(at), item.clone())).collect(),
        Value::Object(items) => items.iter().map(|(key, item)| (json!(key), item.clone())).collect(),
        _ => Vec::new(),
    }
}

fn number(value: &Value) -> f64 {
    value.as_f64().expect("a number")
}

pub fn number_value(value: f64) -> Value {
    if value.fract() == 0.0 && value.abs() < 1e15 { json!(value as i64) } else { json!(value) }
}

fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

fn binary(op: BinaryOp, left: &Value, right: &Value) -> Value {
    match op {
        BinaryOp::Equal => json!(left == right),
        BinaryOp::NotEqual => json!(left != right),
        BinaryOp::And => json!(left == &json!(true) && right == &json!(true)),
        BinaryOp::Or => json!(left == &json!(true) || right == &json!(true)),
        BinaryOp::Add => number_value(number(left) + number(right)),
        BinaryOp::Subtract => number_value(number(left) - number(right)),
        BinaryOp::Multiply => number_value(number(left) * number(right)),
        BinaryOp::Divide => number_value(number(left) / number(right)),
        BinaryOp::Modulo => number_value(number(left) % number(right)),
        BinaryOp::Less => json!(number(left) < number(right)),
        BinaryOp::LessEqual => json!(number(left) <= number(right)),
        BinaryOp::Greater => json!(number(left) > number(right)),
        BinaryOp::GreaterEqual => json!(number(left) >= number(right)),
    }
}
