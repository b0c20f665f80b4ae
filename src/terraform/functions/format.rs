//! `format` and `formatlist`: the verbs of go-cty, which are Go's with differences.

use std::rc::Rc;

use num_bigint::{BigInt, Sign};
use unicode_segmentation::UnicodeSegmentation;

use super::FunctionError;
use super::json;
use super::signature::{Call, DYNAMIC, NULL, Signature, UNKNOWN, any, some_string, some_strings, string, unknown};
use super::string::{cluster_count, normalise};
use crate::terraform::convert::convert;
use crate::terraform::display::quoted;
use crate::terraform::number::Number;
use crate::terraform::set;
use crate::terraform::types::Type;
use crate::terraform::value::{Kind, Value};

/// Wider fields are refused by Go.
const WIDEST: usize = 1_000_000;

pub(super) const FUNCTIONS: &[Signature] = &[
    Signature::new("format", &[string("format")], some_string, |call| {
        let arguments: Vec<&Value> = call.arguments.iter().skip(1).collect();
        // Terraform leaves the result open when an argument could be of any type: a bare null is one, too.
        let open = arguments.iter().any(|argument| argument.ty() == Type::Dynamic);
        match format(call, call.text(0)?, &arguments, open) {
            Err(error) if open && !error.is_budget() => some_string(call),
            result => result,
        }
    })
    .variadic(any("args", NULL | UNKNOWN | DYNAMIC)),
    Signature::new("formatlist", &[string("format")], some_strings, format_list)
        .variadic(any("args", NULL | UNKNOWN | DYNAMIC)),
];

/// A piece of a format string.
enum Piece<'a> {
    Text(&'a str),
    Verb(Verb<'a>),
}

struct Verb<'a> {
    raw: &'a str,
    offset: usize,
    mode: char,
    /// 1-based; 0 stands for the argument after the one before.
    argument: Option<usize>,
    zero: bool,
    sharp: bool,
    plus: bool,
    minus: bool,
    space: bool,
    width: Option<usize>,
    precision: Option<usize>,
}

fn pieces(format: &str) -> Result<Vec<Piece<'_>>, FunctionError> {
    let mut pieces = Vec::new();
    let mut at = 0;
    while let Some(found) = format[at..].find('%') {
        if found > 0 {
            pieces.push(Piece::Text(&format[at..at + found]));
        }
        at += found;
        if format[at + 1..].starts_with('%') {
            pieces.push(Piece::Text("%"));
            at += 2;
            continue;
        }
        let verb = verb(format, at)?;
        at += verb.raw.len();
        pieces.push(Piece::Verb(verb));
    }
    if at < format.len() {
        pieces.push(Piece::Text(&format[at..]));
    }
    Ok(pieces)
}

fn verb(format: &str, offset: usize) -> Result<Verb<'_>, FunctionError> {
    let bytes = format.as_bytes();
    let mut at = offset + 1;
    let mut verb = Verb {
        raw: "",
        offset,
        mode: 'v',
        argument: None,
        zero: false,
        sharp: false,
        plus: false,
        minus: false,
        space: false,
        width: None,
        precision: None,
    };
    while let Some(flag) = bytes.get(at) {
        match flag {
            b'0' => verb.zero = true,
            b'#' => verb.sharp = true,
            b'-' => verb.minus = true,
            b'+' => verb.plus = true,
            b' ' => verb.space = true,
            _ => break,
        }
        at += 1;
    }
    let number = |at: &mut usize| {
        let start = *at;
        while bytes.get(*at).is_some_and(u8::is_ascii_digit) {
            *at += 1;
        }
        format[start..*at].parse::<usize>().ok()
    };
    verb.width = number(&mut at);
    if bytes.get(at) == Some(&b'.') {
        at += 1;
        verb.precision = Some(number(&mut at).unwrap_or(0));
    }
    if bytes.get(at) == Some(&b'[') && bytes.get(at + 1).is_some_and(|digit| (b'1'..=b'9').contains(digit)) {
        at += 1;
        verb.argument = number(&mut at);
        if bytes.get(at) != Some(&b']') {
            return Err(unrecognised(format, at));
        }
        at += 1;
    }
    match bytes.get(at) {
        Some(mode) if mode.is_ascii_alphabetic() => verb.mode = char::from(*mode),
        _ => return Err(unrecognised(format, at)),
    }
    verb.raw = &format[offset..=at];
    Ok(verb)
}

fn unrecognised(format: &str, at: usize) -> FunctionError {
    match format.get(at..).and_then(|rest| rest.chars().next()) {
        None => FunctionError::new(format!("invalid format string starting at offset {at}")),
        Some(character) => FunctionError::new(format!("unrecognized format character '{character}' at offset {at}")),
    }
}

/// `open`: null arguments of unknown type stand for anything.
fn format(call: &Call, format: &str, arguments: &[&Value], open: bool) -> Result<Value, FunctionError> {
    let pieces = pieces(format)?;
    // `%s` alone is its argument, where that comes from included.
    if let ([Piece::Verb(verb)], [argument]) = (pieces.as_slice(), arguments)
        && verb.raw == "%s"
        && argument.ty() == Type::String
        && !argument.is_null()
    {
        return Ok((*argument).clone());
    }
    let has_unknown = arguments.iter().any(|argument| !argument.is_wholly_known());
    let mut next = 1;
    let mut highest = 0;
    let mut out = String::new();
    let mut not_empty = false;
    for piece in &pieces {
        match piece {
            Piece::Text(text) => {
                not_empty = true;
                call.spend(text.len())?;
                out.push_str(text);
            }
            Piece::Verb(verb) => {
                let number = verb.argument.unwrap_or(next);
                next = number + 1;
                highest = highest.max(number);
                let argument = arguments.get(number - 1).ok_or_else(|| {
                    FunctionError::new(format!(
                        "not enough arguments for {} at {}: need index {number} but have {} total",
                        quoted(verb.raw),
                        verb.offset,
                        arguments.len()
                    ))
                })?;
                if !argument.is_wholly_known() || open && argument.ty() == Type::Dynamic {
                    let shows_text = matches!(verb.mode, 's' | 'v') && !verb.sharp && verb.width.unwrap_or(0) == 0;
                    not_empty |= !shows_text || set::is_not_empty(argument) || is_structure(&argument.ty());
                } else {
                    let before = out.len();
                    call.spend(verb.width.unwrap_or(0).saturating_add(verb.precision.unwrap_or(0)))?;
                    append(call, verb, argument, &mut out)?;
                    not_empty |= out.len() > before;
                }
            }
        }
    }
    if highest < arguments.len() {
        let message = match highest {
            0 => "too many arguments; no verbs in format string".to_owned(),
            used => format!("too many arguments; only {used} used by format string"),
        };
        return Err(FunctionError::at(highest + 1, message));
    }
    if open || has_unknown {
        return Ok(unknown(Type::String, not_empty));
    }
    Ok(Value::string(normalise(&out)))
}

fn is_structure(ty: &Type) -> bool {
    ty.is_collection() || matches!(ty, Type::Tuple(_) | Type::Object(_))
}

fn append(call: &Call, verb: &Verb, argument: &Value, out: &mut String) -> Result<(), FunctionError> {
    if verb.width.is_some_and(|width| width > WIDEST) || verb.precision.is_some_and(|places| places > WIDEST) {
        return Err(FunctionError::new(super::signature::BUDGET));
    }
    let wrong =
        |why: &str| FunctionError::new(format!("unsupported value for {} at {}: {why}", quoted(verb.raw), verb.offset));
    if argument.is_null() && verb.mode != 'v' {
        return Err(wrong("null value cannot be formatted"));
    }
    let as_number = || match convert(argument, &Type::Number) {
        Ok(Value { kind: Kind::Number(number), .. }) => Ok(number),
        Ok(_) => Err(wrong("a number is required")),
        Err(why) => Err(wrong(&why)),
    };
    match verb.mode {
        'v' => {
            let text = match &argument.kind {
                Kind::String(text) if !verb.sharp => text.to_string(),
                Kind::Number(number) if !verb.sharp => number.general(None),
                _ => json::encode_finite(argument)?,
            };
            call.spend(text.len())?;
            pad(verb, &text, out);
        }
        't' => {
            let value = convert(argument, &Type::Bool).map_err(|why| wrong(&why))?;
            out.push_str(if value.as_bool() == Some(true) { "true" } else { "false" });
        }
        'b' | 'd' | 'o' | 'x' | 'X' => {
            let number = as_number()?.to_integer().ok_or_else(|| wrong("an integer is required"))?;
            append_integer(verb, &number, out);
        }
        'e' | 'E' | 'f' | 'g' | 'G' => append_float(verb, &as_number()?, out),
        's' | 'q' => {
            let value = convert(argument, &Type::String).map_err(|why| wrong(&why))?;
            let text = value.as_str().unwrap_or_default();
            call.spend(text.len())?;
            let text: String = match verb.precision {
                Some(places) if places > 0 => text.graphemes(true).take(places).collect(),
                _ => text.to_owned(),
            };
            if verb.mode == 'q' {
                pad(verb, &json::encode(&Value::string(text)), out);
            } else {
                pad(verb, &text, out);
            }
        }
        mode => {
            return Err(FunctionError::new(format!(
                "unsupported format verb '{mode}' in {} at offset {}",
                quoted(verb.raw),
                verb.offset
            )));
        }
    }
    Ok(())
}

/// Pads to the width, counted in characters as people see them.
fn pad(verb: &Verb, text: &str, out: &mut String) {
    let missing = verb.width.unwrap_or(0).saturating_sub(cluster_count(text));
    let padding = (if verb.zero { "0" } else { " " }).repeat(missing);
    if verb.minus {
        out.push_str(text);
        out.push_str(&padding);
    } else {
        out.push_str(&padding);
        out.push_str(text);
    }
}

/// Go's `big.Int.Format`.
fn append_integer(verb: &Verb, number: &BigInt, out: &mut String) {
    let radix = match verb.mode {
        'b' => 2,
        'o' => 8,
        'd' => 10,
        _ => 16,
    };
    let sign = match number.sign() {
        Sign::Minus => "-",
        _ if verb.plus => "+",
        _ if verb.space => " ",
        _ => "",
    };
    let prefix = match (verb.sharp, verb.mode) {
        (true, 'b') => "0b",
        (true, 'o') => "0",
        (true, 'x') => "0x",
        (true, 'X') => "0X",
        _ => "",
    };
    let mut digits = number.magnitude().to_str_radix(radix);
    if verb.mode == 'X' {
        digits.make_ascii_uppercase();
    }
    let mut zeros = 0;
    if let Some(precision) = verb.precision {
        if digits == "0" && precision == 0 {
            return;
        }
        zeros = precision.saturating_sub(digits.len());
    }
    let length = sign.len() + prefix.len() + zeros + digits.len();
    let missing = verb.width.unwrap_or(0).saturating_sub(length);
    let (mut left, mut right) = (0, 0);
    if verb.minus {
        right = missing;
    } else if verb.zero && verb.precision.is_none() {
        zeros = missing;
    } else {
        left = missing;
    }
    for text in
        [" ".repeat(left).as_str(), sign, prefix, "0".repeat(zeros).as_str(), &digits, " ".repeat(right).as_str()]
    {
        out.push_str(text);
    }
}

/// Go's `big.Float.Format`.
fn append_float(verb: &Verb, number: &Number, out: &mut String) {
    let places = verb.precision.unwrap_or(6);
    let magnitude = number.abs();
    let text = if number.is_infinite() {
        "Inf".to_owned()
    } else {
        match verb.mode {
            'f' => magnitude.fixed(places),
            'e' => magnitude.scientific(places, 'e'),
            'E' => magnitude.scientific(places, 'E'),
            'G' => magnitude.general(verb.precision).replace('e', "E"),
            _ => magnitude.general(verb.precision),
        }
    };
    let sign = match (number.is_negative(), number.is_infinite()) {
        (true, _) => "-",
        (false, true) if verb.space => " ",
        (false, true) => "+",
        _ if verb.plus => "+",
        _ if verb.space => " ",
        _ => "",
    };
    let missing = verb.width.unwrap_or(0).saturating_sub(sign.len() + text.len());
    let (mut left, mut zeros, mut right) = (0, 0, 0);
    if verb.minus {
        right = missing;
    } else if verb.zero && !number.is_infinite() {
        zeros = missing;
    } else {
        left = missing;
    }
    for text in [" ".repeat(left).as_str(), sign, "0".repeat(zeros).as_str(), &text, " ".repeat(right).as_str()] {
        out.push_str(text);
    }
}

fn format_list(call: &Call) -> Result<Value, FunctionError> {
    let text = call.text(0)?;
    let arguments = call.arguments.get(1..).unwrap_or_default();
    let mut length: Option<(usize, usize)> = None;
    let mut certain = true;
    let mut empty_possible = false;
    for (index, argument) in arguments.iter().enumerate() {
        let ty = argument.ty();
        let own = match (&argument.kind, &ty) {
            (Kind::Null(_), Type::Dynamic) => {
                certain = false;
                continue;
            }
            (Kind::Set(_, elements), _) if !set::has_known_length(elements) => {
                certain = false;
                continue;
            }
            (Kind::List(_, elements) | Kind::Set(_, elements) | Kind::Tuple(elements), _) => elements.len(),
            (Kind::Unknown(_), Type::Tuple(elements)) => {
                certain = false;
                elements.len()
            }
            (Kind::Unknown(inner), Type::List(_) | Type::Set(_) | Type::Dynamic) => {
                certain = false;
                empty_possible |= !inner.not_empty;
                continue;
            }
            _ => continue,
        };
        match length {
            Some((first, expected)) if expected != own => {
                return Err(FunctionError::at(
                    index + 1,
                    format!(
                        "argument {} has length {own}, which is inconsistent with argument {} of length {expected}",
                        index + 1,
                        first + 1
                    ),
                ));
            }
            _ => length = length.or(Some((index, own))),
        }
    }
    if !certain {
        let not_empty = match length {
            Some((_, length)) => length > 0,
            None => !empty_possible,
        };
        return Ok(unknown(Type::String.list_of(), not_empty));
    }
    let count = length.map_or(1, |(_, count)| count);
    call.spend(count)?;
    let mut results = Vec::with_capacity(count);
    for position in 0..count {
        let row: Vec<&Value> = arguments
            .iter()
            .map(|argument| argument.as_sequence().and_then(|elements| elements.get(position)).unwrap_or(argument))
            .collect();
        let result = format(call, text, &row, false).map_err(|error| FunctionError {
            message: if error.is_budget() {
                error.message
            } else {
                format!("error on format iteration {position}: {}", error.message)
            },
            argument: error.argument,
        })?;
        results.push(result);
    }
    Ok(Kind::List(Type::String, Rc::new(results)).into())
}
