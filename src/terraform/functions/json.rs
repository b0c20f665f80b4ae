//! JSON text to values and back, with exact numbers.

use super::FunctionError;
use super::signature::BUDGET;
use super::string::normalise;
use crate::sorted::SortedMap;
use crate::syntax::json::{JsonError, Node, NodeValue, TOO_DEEP, parse_nodes};
use crate::terraform::number::Number;
use crate::terraform::value::{Kind, Value};

/// The text of a wholly known value, as `jsonencode` writes it.
pub fn encode(value: &Value) -> String {
    let mut out = String::new();
    write(value, &mut out);
    out
}

/// As [`encode`], but JSON has no infinity.
pub(super) fn encode_finite(value: &Value) -> Result<String, FunctionError> {
    if has_infinity(value) {
        return Err(FunctionError::new("cannot serialize infinity as JSON"));
    }
    Ok(encode(value))
}

fn has_infinity(value: &Value) -> bool {
    match &value.kind {
        Kind::Number(number) => number.is_infinite(),
        Kind::List(_, elements) | Kind::Set(_, elements) | Kind::Tuple(elements) => elements.iter().any(has_infinity),
        Kind::Map(_, entries) | Kind::Object(entries) => entries.values().any(has_infinity),
        _ => false,
    }
}

fn write(value: &Value, out: &mut String) {
    match &value.kind {
        Kind::Null(_) | Kind::Unknown(_) => out.push_str("null"),
        Kind::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
        Kind::Number(number) => out.push_str(&number.to_string()),
        Kind::String(text) => write_string(text, out),
        Kind::List(_, elements) | Kind::Set(_, elements) | Kind::Tuple(elements) => {
            out.push('[');
            for (index, element) in elements.iter().enumerate() {
                if index > 0 {
                    out.push(',');
                }
                write(element, out);
            }
            out.push(']');
        }
        Kind::Map(_, entries) | Kind::Object(entries) => {
            out.push('{');
            for (index, (name, entry)) in entries.iter().enumerate() {
                if index > 0 {
                    out.push(',');
                }
                write_string(name, out);
                out.push(':');
                write(entry, out);
            }
            out.push('}');
        }
    }
}

/// Escapes what Go does: also what would end a script in HTML.
fn write_string(text: &str, out: &mut String) {
    out.push('"');
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\u{8}' => out.push_str("\\b"),
            '\u{c}' => out.push_str("\\f"),
            '\0'..='\u{1f}' | '<' | '>' | '&' | '\u{2028}' | '\u{2029}' => {
                out.push_str(&format!("\\u{:04x}", character as u32));
            }
            character => out.push(character),
        }
    }
    out.push('"');
}

/// The value of a JSON text: objects and tuples, never maps and lists.
pub(super) fn decode(text: &str) -> Result<Value, FunctionError> {
    // Terraform reads what is too deep here.
    let message = |error: JsonError| if error.message == TOO_DEEP { BUDGET.to_owned() } else { error.message };
    let node = parse_nodes(text).map_err(|error| FunctionError::new(message(error)))?;
    value(&node).ok_or_else(|| FunctionError::new("a number does not fit here"))
}

/// The value that JSON stands for; `None` where a number is too large.
pub fn value(node: &Node) -> Option<Value> {
    Some(match &node.value {
        NodeValue::Null => Value::null(),
        NodeValue::Bool(value) => Value::bool(*value),
        NodeValue::Number(text) => Value::number(Number::parse(text)?),
        NodeValue::String(text) => Value::string(normalise(text)),
        NodeValue::Array(items) => Value::tuple(items.iter().map(value).collect::<Option<_>>()?),
        NodeValue::Object(members) => {
            let mut entries = SortedMap::new();
            for member in members {
                entries.insert(normalise(&member.key), value(&member.value)?);
            }
            Value::object(entries)
        }
    })
}
