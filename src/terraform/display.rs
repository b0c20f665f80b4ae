//! Values as people and programs read them.

use std::rc::Rc;

use super::value::{Kind, Value};
use crate::sorted::SortedMap;

/// As `terraform console` prints it.
pub fn console(value: &Value) -> String {
    console_head(value, usize::MAX)
}

/// The beginning of it: about so many bytes, however large the value is.
pub fn console_head(value: &Value, most: usize) -> String {
    let mut text = String::new();
    write_console(value, 0, most, &mut text);
    text
}

fn write_console(value: &Value, indent: usize, most: usize, out: &mut String) {
    if out.len() > most {
        return;
    }
    if !value.is_known() {
        return out.push_str("(known after apply)");
    }
    if let Some(meta) = &value.meta {
        if meta.sensitive {
            return out.push_str("(sensitive value)");
        }
        if meta.ephemeral {
            return out.push_str("(ephemeral value)");
        }
    }
    match &value.kind {
        Kind::Null(ty) => {
            use super::types::Type;
            let text = match ty {
                Type::Dynamic => "null".to_owned(),
                Type::String => "tostring(null)".to_owned(),
                Type::Number => "tonumber(null)".to_owned(),
                Type::Bool => "tobool(null)".to_owned(),
                Type::List(element) => format!("tolist(null) /* of {} */", element.friendly_name()),
                Type::Set(element) => format!("toset(null) /* of {} */", element.friendly_name()),
                Type::Map(element) => format!("tomap(null) /* of {} */", element.friendly_name()),
                Type::Tuple(_) | Type::Object(_) => format!("null /* {} */", ty.friendly_name()),
            };
            out.push_str(&text);
        }
        Kind::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
        Kind::Number(number) => out.push_str(&number.to_string()),
        Kind::String(text) => write_string(text, indent, out),
        Kind::Tuple(elements) => write_sequence(elements, indent, most, out),
        Kind::List(_, elements) => {
            out.push_str("tolist(");
            write_sequence(elements, indent, most, out);
            out.push(')');
        }
        Kind::Set(_, elements) => {
            out.push_str("toset(");
            write_sequence(elements, indent, most, out);
            out.push(')');
        }
        Kind::Object(entries) => write_mapping(entries, indent, most, out),
        Kind::Map(_, entries) => {
            out.push_str("tomap(");
            write_mapping(entries, indent, most, out);
            out.push(')');
        }
        Kind::Unknown(_) => {}
    }
}

fn write_string(text: &str, indent: usize, out: &mut String) {
    if !text.contains('\n') {
        return out.push_str(&quoted(text));
    }
    let mut delimiter = String::from("EOT");
    while text.split('\n').any(|line| line.trim() == delimiter) {
        delimiter.push('_');
    }
    out.push_str(if indent > 0 { "<<-" } else { "<<" });
    out.push_str(&delimiter);
    for line in text.split('\n').chain([delimiter.as_str()]) {
        new_line(indent, out);
        out.push_str(line);
    }
}

fn write_sequence(elements: &[Value], indent: usize, most: usize, out: &mut String) {
    out.push('[');
    for element in elements {
        if out.len() > most {
            return;
        }
        new_line(indent + 2, out);
        write_console(element, indent + 2, most, out);
        out.push(',');
    }
    if !elements.is_empty() {
        new_line(indent, out);
    }
    out.push(']');
}

fn write_mapping(entries: &SortedMap<Rc<str>, Value>, indent: usize, most: usize, out: &mut String) {
    out.push('{');
    for (name, value) in entries {
        if out.len() > most {
            return;
        }
        new_line(indent + 2, out);
        write_string(name, indent + 2, out);
        out.push_str(" = ");
        write_console(value, indent + 2, most, out);
    }
    if !entries.is_empty() {
        new_line(indent, out);
    }
    out.push('}');
}

fn new_line(indent: usize, out: &mut String) {
    out.push('\n');
    (0..indent).for_each(|_| out.push(' '));
}

/// A key of an address in double quotes, as Terraform prints it: the string literal that means it.
pub fn quoted_key(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '"' | '\\' => out.extend(['\\', character]),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '$' | '%' if characters.peek() == Some(&'{') => out.extend([character, character]),
            character if is_printable(character) => out.push(character),
            character if (character as u32) < 0x10000 => out.push_str(&format!("\\u{:04x}", character as u32)),
            character => out.push_str(&format!("\\U{:08x}", character as u32)),
        }
    }
    out.push('"');
    out
}

/// In double quotes, with everything that does not print escaped: Go's `strconv.Quote`.
pub fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\u{7}' => out.push_str("\\a"),
            '\u{8}' => out.push_str("\\b"),
            '\u{c}' => out.push_str("\\f"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\u{b}' => out.push_str("\\v"),
            character if (character as u32) < 0x20 || character == '\u{7f}' => {
                out.push_str(&format!("\\x{:02x}", character as u32));
            }
            character if is_printable(character) => out.push(character),
            character if (character as u32) < 0x10000 => out.push_str(&format!("\\u{:04x}", character as u32)),
            character => out.push_str(&format!("\\U{:08x}", character as u32)),
        }
    }
    out.push('"');
    out
}

fn is_printable(character: char) -> bool {
    if character.is_ascii() {
        return !character.is_ascii_control();
    }
    // Rust escapes what does not print, and combining marks that begin a text; Go prints those.
    let text = String::from_iter(['a', character]);
    let mut escaped = text.escape_debug().skip(1);
    character != '\u{a0}' && !(escaped.next() == Some('\\') && escaped.next() == Some('u'))
}

/// As `terraform output -json` gives it; `None` when a part of it is not known. Numbers are
/// as exact as a 64-bit float.
pub fn to_json(value: &Value) -> Option<serde_json::Value> {
    use serde_json::Value as Json;
    Some(match &value.kind {
        Kind::Unknown(_) => return None,
        Kind::Null(_) => Json::Null,
        Kind::Bool(value) => Json::Bool(*value),
        Kind::Number(number) => match number.to_i64() {
            Some(integer) => Json::Number(integer.into()),
            // serde_json's own reading of long fractions is off by one in the last place.
            None => Json::Number(serde_json::Number::from_f64(number.to_string().parse().ok()?)?),
        },
        Kind::String(text) => Json::String(text.to_string()),
        Kind::List(_, elements) | Kind::Set(_, elements) | Kind::Tuple(elements) => {
            Json::Array(elements.iter().map(to_json).collect::<Option<_>>()?)
        }
        Kind::Map(_, entries) | Kind::Object(entries) => Json::Object(
            entries.iter().map(|(name, value)| Some((name.to_string(), to_json(value)?))).collect::<Option<_>>()?,
        ),
    })
}
