//! Functions of strings, but for `format` and regular expressions.

use std::rc::Rc;

use unicode_segmentation::UnicodeSegmentation;

use super::FunctionError;
use super::signature::{
    Call, ParameterType, Signature, UNKNOWN, number, some_bool, some_string, string, typed, unknown, unknown_of,
};
use crate::terraform::set;
use crate::terraform::types::Type;
use crate::terraform::value::{Kind, Value};

pub(super) const FUNCTIONS: &[Signature] = &[
    Signature::new("chomp", &[string("str")], some_string, chomp),
    Signature::new("endswith", &[string("str"), string("suffix")], some_bool, |call| {
        Ok(Value::bool(call.text(0)?.ends_with(call.text(1)?)))
    }),
    Signature::new("indent", &[number("spaces"), string("str")], |call| longer(call, 1), indent),
    Signature::new("join", &[string("separator")], join, join).variadic(typed(
        "lists",
        ParameterType::ListOfString,
        UNKNOWN,
    )),
    Signature::new("lower", &[string("str")], |call| longer(call, 0), |call| mapped(call, lower_case)),
    Signature::new("split", &[string("separator"), string("str")], split_unknown, split),
    Signature::new(
        "startswith",
        &[typed("str", ParameterType::String, UNKNOWN), string("prefix")],
        some_bool,
        |call| {
            let prefix = call.text(1)?;
            Ok(match call.argument(0)?.as_str() {
                Some(text) => Value::bool(text.starts_with(prefix)),
                None if prefix.is_empty() => Value::bool(true),
                None => unknown(Type::Bool, false),
            })
        },
    ),
    Signature::new("strcontains", &[string("str"), string("substr")], some_bool, |call| {
        Ok(Value::bool(call.text(0)?.contains(call.text(1)?)))
    }),
    Signature::new(
        "strrev",
        &[string("str")],
        |call| longer(call, 0),
        |call| {
            let text = call.text(0)?;
            call.spend(text.len())?;
            made(call, 0, text.graphemes(true).rev().collect::<String>())
        },
    ),
    Signature::new("substr", &[string("str"), number("offset"), number("length")], some_part, substr),
    Signature::new("title", &[string("str")], |call| longer(call, 0), title),
    Signature::new("trim", &[string("str"), string("cutset")], some_string, |call| {
        let cutset: Vec<char> = call.text(1)?.chars().collect();
        call.spend(call.text(0)?.len())?;
        made(call, 0, call.text(0)?.trim_matches(cutset.as_slice()).to_owned())
    }),
    Signature::new("trimprefix", &[string("str"), string("prefix")], some_string, |call| {
        let text = call.text(0)?;
        made(call, 0, text.strip_prefix(call.text(1)?).unwrap_or(text).to_owned())
    }),
    Signature::new("trimspace", &[string("str")], some_string, |call| made(call, 0, call.text(0)?.trim().to_owned())),
    Signature::new("trimsuffix", &[string("str"), string("suffix")], some_string, |call| {
        let text = call.text(0)?;
        made(call, 0, text.strip_suffix(call.text(1)?).unwrap_or(text).to_owned())
    }),
    Signature::new("upper", &[string("str")], |call| longer(call, 0), |call| mapped(call, upper_case)),
];

/// Text in normal form C, as every string of Terraform is.
pub fn normalise(text: &str) -> Rc<str> {
    if text.is_ascii() { Rc::from(text) } else { compose(text) }
}

#[cfg(not(target_arch = "wasm32"))]
fn compose(text: &str) -> Rc<str> {
    use unicode_normalization::UnicodeNormalization;
    text.nfc().collect::<String>().into()
}

/// JavaScript has the tables, which would be a fifth of the whole module.
#[cfg(target_arch = "wasm32")]
fn compose(text: &str) -> Rc<str> {
    String::from(js_sys::JsString::from(text).normalize("NFC")).into()
}

/// Characters as people count them.
pub fn cluster_count(text: &str) -> usize {
    // ASCII has one cluster of two characters: the line end of DOS.
    if text.is_ascii() && !text.contains('\r') { text.len() } else { text.graphemes(true).count() }
}

/// A string result; when it is the argument's text, it is the argument.
pub(super) fn made(call: &Call, argument: usize, text: String) -> Result<Value, FunctionError> {
    let given = call.argument(argument)?;
    if given.as_str() == Some(text.as_str()) {
        return Ok(given.clone());
    }
    Ok(Value::string(normalise(&text)))
}

/// An unknown text made of one that it is as empty as.
fn longer(call: &Call, argument: usize) -> Result<Value, FunctionError> {
    Ok(unknown(Type::String, set::is_not_empty(call.argument(argument)?)))
}

fn mapped(call: &Call, map: fn(char) -> char) -> Result<Value, FunctionError> {
    let text = call.text(0)?;
    call.spend(text.len())?;
    made(call, 0, text.chars().map(map).collect())
}

/// One character for one character, as Go does it.
pub(super) fn upper_case(character: char) -> char {
    let mut upper = character.to_uppercase();
    match (upper.next(), upper.next(), character) {
        (Some(only), None, _) => only,
        // Greek with a subscript iota: the short mapping of what Unicode writes out.
        (_, _, '\u{1f80}'..='\u{1f87}' | '\u{1f90}'..='\u{1f97}' | '\u{1fa0}'..='\u{1fa7}') => {
            char::from_u32(character as u32 + 8).unwrap_or(character)
        }
        (_, _, '\u{1fb3}' | '\u{1fc3}' | '\u{1ff3}') => char::from_u32(character as u32 + 9).unwrap_or(character),
        _ => character,
    }
}

fn lower_case(character: char) -> char {
    let mut lower = character.to_lowercase();
    match (lower.next(), lower.next()) {
        (Some(first), _) => first,
        (None, _) => character,
    }
}

fn title(call: &Call) -> Result<Value, FunctionError> {
    let text = call.text(0)?;
    call.spend(text.len())?;
    let mut before = ' ';
    let titled = text
        .chars()
        .map(|character| {
            let starts = is_separator(before);
            before = character;
            if starts { title_case(character) } else { character }
        })
        .collect();
    made(call, 0, titled)
}

fn title_case(character: char) -> char {
    match character {
        // The letters that are two in one have a form of their own with only the first in capitals.
        '\u{1c4}'..='\u{1c6}' => '\u{1c5}',
        '\u{1c7}'..='\u{1c9}' => '\u{1c8}',
        '\u{1ca}'..='\u{1cc}' => '\u{1cb}',
        '\u{1f1}'..='\u{1f3}' => '\u{1f2}',
        character => upper_case(character),
    }
}

/// What comes between words for Go's `strings.Title`.
fn is_separator(character: char) -> bool {
    if character.is_ascii() {
        return !character.is_ascii_alphanumeric() && character != '_';
    }
    !character.is_alphanumeric() && character.is_whitespace()
}

fn chomp(call: &Call) -> Result<Value, FunctionError> {
    made(call, 0, call.text(0)?.trim_end_matches(['\r', '\n']).to_owned())
}

fn indent(call: &Call) -> Result<Value, FunctionError> {
    let spaces = usize::try_from(call.integer(0)?)
        .map_err(|_| FunctionError::at(0, "the number of spaces must not be negative"))?;
    let text = call.text(1)?;
    let lines = text.matches('\n').count();
    call.spend(lines.saturating_mul(spaces).saturating_add(text.len()).saturating_add(spaces))?;
    made(call, 1, text.replace('\n', &format!("\n{}", " ".repeat(spaces))))
}

fn join(call: &Call) -> Result<Value, FunctionError> {
    let separator = call.argument(0)?;
    let lists = call.arguments.get(1..).unwrap_or_default();
    if lists.is_empty() {
        return Err(FunctionError::new("at least one list is required"));
    }
    let mut elements: Vec<&Value> = Vec::new();
    let mut all_known = true;
    for (position, list) in lists.iter().enumerate() {
        let Some(own) = list.as_sequence() else {
            all_known = false;
            continue;
        };
        if let Some(index) = own.iter().position(Value::is_null) {
            let message = format!("element {index} is null; cannot concatenate null values");
            return Err(FunctionError::at(position + 1, message));
        }
        elements.extend(own.iter());
    }
    if all_known && let [only] = elements.as_slice() {
        // The very value, known or not; null would have failed.
        return Ok(match &only.kind {
            Kind::Unknown(inner) if !inner.not_null => {
                let inner = crate::terraform::value::Unknown { not_null: true, ..(**inner).clone() };
                Value { kind: Kind::Unknown(Rc::new(inner)), meta: only.meta.clone() }
            }
            _ => (*only).clone(),
        });
    }
    let Some(separator_text) = separator.as_str().filter(|_| all_known) else {
        return Ok(unknown(Type::String, joined_is_not_empty(separator, lists)));
    };
    let texts: Option<Vec<&str>> = elements.iter().map(|element| element.as_str()).collect();
    let Some(texts) = texts else {
        return Ok(unknown(Type::String, joined_is_not_empty(separator, lists)));
    };
    let size = texts.iter().map(|text| text.len() + separator_text.len()).sum();
    call.spend(size)?;
    Ok(Value::string(normalise(&texts.join(separator_text))))
}

/// Whether the joined text has a character for certain: from an element, or from a separator between two.
fn joined_is_not_empty(separator: &Value, lists: &[Value]) -> bool {
    let mut least = 0;
    for list in lists {
        match (list.as_sequence(), list.as_unknown()) {
            (Some(elements), _) => {
                if elements.iter().any(set::is_not_empty) {
                    return true;
                }
                least += elements.len();
            }
            (None, Some(inner)) if inner.not_empty => {
                if inner.element.as_ref().is_some_and(set::is_not_empty) {
                    return true;
                }
                least += 1;
            }
            _ => {}
        }
    }
    least > 1 && set::is_not_empty(separator)
}

fn split_unknown(_: &Call) -> Result<Value, FunctionError> {
    // Even the empty text splits into one element, unless it is split into nothing.
    Ok(unknown_of(Type::String.list_of(), false, Some(unknown(Type::String, false))))
}

fn split(call: &Call) -> Result<Value, FunctionError> {
    let (separator, text) = (call.text(0)?, call.text(1)?);
    call.spend(text.len())?;
    let parts: Vec<Value> = if separator.is_empty() {
        text.chars().map(|character| Value::string(normalise(&character.to_string()))).collect()
    } else if !text.contains(separator) {
        vec![call.argument(1)?.clone()]
    } else {
        text.split(separator).map(|part| Value::string(normalise(part))).collect()
    };
    Ok(Kind::List(Type::String, Rc::new(parts)).into())
}

/// Of a text that is not empty, what begins at its start or a way before its end is not empty either.
fn some_part(call: &Call) -> Result<Value, FunctionError> {
    let (Ok(offset), Ok(length)) = (call.integer(1), call.integer(2)) else { return some_string(call) };
    Ok(unknown(Type::String, (offset < 0 || offset == 0 && length != 0) && set::is_not_empty(call.argument(0)?)))
}

fn substr(call: &Call) -> Result<Value, FunctionError> {
    let text = call.text(0)?;
    let (mut offset, length) = (call.integer(1)?, call.integer(2)?);
    call.spend(text.len())?;
    let mut clusters = text.graphemes(true);
    if offset < 0 {
        offset = offset.saturating_add(cluster_count(text) as i64);
    } else if length == 0 {
        return made(call, 0, String::new());
    }
    for _ in 0..offset.max(0) {
        if clusters.next().is_none() {
            break;
        }
    }
    let rest = clusters.as_str();
    // A length of zero with an offset from the end takes all that is left, as Terraform does.
    let taken = match usize::try_from(length) {
        Ok(length) if length > 0 => rest.graphemes(true).take(length).collect::<String>(),
        _ => rest.to_owned(),
    };
    made(call, 0, taken)
}
