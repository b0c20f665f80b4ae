//! Functions of regular expressions, on an engine that takes linear time.

mod pattern;
mod replacement;

use std::rc::Rc;

use regex_lite::Captures;

use self::pattern::{Names, Pattern, Refusal, compile};
use self::replacement::Replacement;
use super::FunctionError;
use super::signature::{BUDGET, Call, Signature, some_string, string, unknown, unknown_of};
use super::string::{made, normalise};
use crate::sorted::SortedMap;
use crate::terraform::types::{AttributeType, Type};
use crate::terraform::value::{Kind, Value};

pub(super) const FUNCTIONS: &[Signature] = &[
    Signature::new("regex", &[string("pattern"), string("string")], some_match, regex),
    Signature::new("regexall", &[string("pattern"), string("string")], some_matches, regexall),
    Signature::new("replace", &[string("str"), string("substr"), string("replace")], some_string, replace),
];

/// What one match gives: the text, or its groups as a tuple or an object.
fn result_type(names: &Names) -> Result<Type, FunctionError> {
    let named = names.iter().flatten().count();
    if names.is_empty() {
        Ok(Type::String)
    } else if named == 0 {
        Ok(Type::Tuple(Rc::new(vec![Type::String; names.len()])))
    } else if named == names.len() {
        let attributes = names.iter().flatten().map(|name| (name.clone(), AttributeType::required(Type::String)));
        Ok(Type::Object(Rc::new(attributes.collect())))
    } else {
        Err(FunctionError::at(0, "invalid regexp pattern: cannot mix both named and unnamed capture groups"))
    }
}

fn match_value(names: &Names, captures: &Captures, ty: &Type) -> Value {
    let group = |index: usize| match captures.get(index) {
        Some(found) => Value::string(normalise(found.as_str())),
        None => Kind::Null(Type::String).into(),
    };
    match ty {
        Type::Tuple(groups) => Value::tuple((1..=groups.len()).map(group).collect()),
        Type::Object(_) => {
            // Of several groups with a name, the last.
            let groups: SortedMap<Rc<str>, Value> =
                names.iter().zip(1..).filter_map(|(name, index)| Some((name.clone()?, group(index)))).collect();
            Value::object(groups)
        }
        _ => group(0),
    }
}

/// The type alone, when the pattern is known.
fn known_type(call: &Call) -> Result<Option<Type>, FunctionError> {
    let Some(pattern) = call.argument(0)?.as_str() else { return Ok(None) };
    match compile(pattern, "") {
        Ok(pattern) => result_type(&pattern.names).map(Some),
        Err(Refusal::Wrong(message)) => Err(FunctionError::at(0, message)),
        Err(Refusal::TooLarge) => Ok(None),
    }
}

fn some_match(call: &Call) -> Result<Value, FunctionError> {
    Ok(known_type(call)?.map_or_else(|| unknown(Type::Dynamic, false), |ty| unknown(ty, false)))
}

fn some_matches(call: &Call) -> Result<Value, FunctionError> {
    let ty = known_type(call)?.unwrap_or(Type::Dynamic);
    let element = unknown(ty.clone(), false);
    Ok(unknown_of(ty.list_of(), false, Some(element)))
}

/// What a search may cost: at each character of the text, every state of the pattern. A step of it takes as long as
/// making a few bytes.
fn work(pattern: &str, text: &str) -> usize {
    text.len().saturating_mul(pattern.len() + 1).saturating_mul(3)
}

/// The pattern of a call, for this text.
fn pattern(call: &Call, text: &str) -> Result<Pattern, FunctionError> {
    let pattern = call.text(0)?;
    call.spend(work(pattern, text))?;
    compile(pattern, text).map_err(|refusal| match refusal {
        Refusal::Wrong(message) => FunctionError::at(0, message),
        Refusal::TooLarge => FunctionError::at(0, BUDGET),
    })
}

fn regex(call: &Call) -> Result<Value, FunctionError> {
    let text = call.text(1)?;
    let Pattern { regex, names } = pattern(call, text)?;
    let ty = result_type(&names)?;
    let captures =
        regex.captures(text).ok_or_else(|| FunctionError::new("pattern did not match any part of the given string"))?;
    if ty == Type::String && captures.get(0).is_some_and(|found| found.len() == text.len()) {
        return Ok(call.argument(1)?.clone());
    }
    Ok(match_value(&names, &captures, &ty))
}

fn regexall(call: &Call) -> Result<Value, FunctionError> {
    let text = call.text(1)?;
    let Pattern { regex, names } = pattern(call, text)?;
    let ty = result_type(&names)?;
    let mut matches = Vec::new();
    for captures in regex.captures_iter(text) {
        call.spend(captures.len() + captures.get(0).map_or(0, |found| found.len()))?;
        matches.push(match_value(&names, &captures, &ty));
    }
    Ok(Kind::List(ty, Rc::new(matches)).into())
}

/// Replaces text, or what matches a pattern between slashes.
fn replace(call: &Call) -> Result<Value, FunctionError> {
    let (text, wanted, by) = (call.text(0)?, call.text(1)?, call.text(2)?);
    call.spend(text.len())?;
    if wanted.len() < 2 || !wanted.starts_with('/') || !wanted.ends_with('/') {
        let count = if wanted.is_empty() { text.chars().count() + 1 } else { text.matches(wanted).count() };
        call.spend(count.saturating_mul(by.len()))?;
        return made(call, 0, text.replace(wanted, by));
    }
    call.spend(work(wanted, text))?;
    let Pattern { regex, names } = match compile(&wanted[1..wanted.len() - 1], text) {
        Ok(pattern) => pattern,
        Err(Refusal::Wrong(message)) => return Err(FunctionError::at(1, message)),
        Err(Refusal::TooLarge) => return Err(FunctionError::at(1, BUDGET)),
    };
    let replacement = Replacement::new(by);
    let mut out = String::new();
    let mut end = 0;
    for captures in regex.captures_iter(text) {
        let Some(found) = captures.get(0) else { continue };
        out.push_str(&text[end..found.start()]);
        let before = out.len();
        replacement.push(&captures, &names, &mut out);
        call.spend(out.len() - before + 1)?;
        end = found.end();
    }
    out.push_str(&text[end..]);
    made(call, 0, out)
}
