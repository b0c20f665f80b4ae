//! YAML text to values, by the rules of go-cty-yaml: YAML 1.2 with the yes and no of 1.1.

use std::rc::Rc;

use num_bigint::BigInt;
use saphyr_parser::{Event, Parser, ScalarStyle, StrInput, Tag};

use super::datetime::Time;
use super::encoding::decode_base64;
use super::signature::{BUDGET, Call};
use super::string::normalise;
use crate::sorted::{SortedMap, SortedSet};
use crate::terraform::convert::convert;
use crate::terraform::display::quoted;
use crate::terraform::number::Number;
use crate::terraform::types::Type;
use crate::terraform::value::{Kind, Value};

/// Deeper YAML is refused.
const DEEPEST: usize = 200;
const CORE: &str = "tag:yaml.org,2002:";

/// The value of a single document; unknown where go-yaml draws the line elsewhere than the parser here.
pub(super) fn decode(text: &str, call: &Call) -> Result<Value, String> {
    match document(text, call) {
        Ok((_, true)) if has_odd_anchor(text) => Ok(Value::unknown(Type::Dynamic)),
        Ok((value, _)) => Ok(value),
        Err(why) if why.starts_with("comments must be separated") => Ok(Value::unknown(Type::Dynamic)),
        Err(why) => Err(why),
    }
}

/// Whether something may be an anchor whose name is not of letters, digits, `-` and `_` alone.
fn has_odd_anchor(text: &str) -> bool {
    text.match_indices('&').any(|(at, _)| {
        let begins = text[..at].ends_with([' ', '\t', '\n', '\r', '[', '{', ',']) || at == 0;
        let name = &text[at + 1..];
        let after = name.trim_start_matches(|it: char| it.is_ascii_alphanumeric() || matches!(it, '-' | '_'));
        begins
            && match after.chars().next() {
                Some(next) if after.len() < name.len() => !next.is_whitespace() && !"?,]}".contains(next),
                Some(next) => !next.is_ascii(),
                None => false,
            }
    })
}

/// The value, and whether there are anchors.
fn document(text: &str, call: &Call) -> Result<(Value, bool), String> {
    if text.trim_start_matches(['\n', '\r', ' ']).starts_with('\t') {
        return Err("found character that cannot start any token".to_owned());
    }
    let mut directives = text.lines().take_while(|line| line.is_empty() || line.starts_with(['%', '#']));
    if directives
        .any(|line| line.strip_prefix("%YAML").is_some_and(|version| version.split_whitespace().next() != Some("1.1")))
    {
        return Err("found incompatible YAML document".to_owned());
    }
    let mut decoder =
        Decoder { parser: Parser::new_from_str(text), call, anchors: SortedMap::new(), open: SortedSet::new() };
    match decoder.next()? {
        Event::StreamStart => {}
        _ => return Err("missing stream start token".to_owned()),
    }
    match decoder.next()? {
        Event::DocumentStart(_) => {}
        _ => return Err("missing start of document".to_owned()),
    }
    let event = decoder.next()?;
    let node = decoder.node(event, 0)?;
    match decoder.next()? {
        Event::DocumentEnd => {}
        _ => return Err("unexpected extra content after value".to_owned()),
    }
    match decoder.next()? {
        Event::StreamEnd => Ok((node.value, decoder.anchors.keys().any(|anchor| *anchor > 0))),
        _ => Err("unexpected extra content after value".to_owned()),
    }
}

/// A value and how many it is made of when aliases are written out.
#[derive(Clone)]
struct Node {
    value: Value,
    size: usize,
}

struct Decoder<'a, 'c> {
    parser: Parser<'a, StrInput<'a>>,
    call: &'a Call<'c>,
    anchors: SortedMap<usize, Node>,
    open: SortedSet<usize>,
}

impl<'a> Decoder<'a, '_> {
    fn next(&mut self) -> Result<Event<'a>, String> {
        match self.parser.next() {
            Some(Ok((event, _))) => Ok(event),
            Some(Err(error)) => Err(error.to_string()),
            None => Ok(Event::StreamEnd),
        }
    }

    /// Takes from the budget what a value costs with its aliases written out: a few lines can name billions.
    fn spend(&self, size: usize) -> Result<(), String> {
        self.call.spend(size).map_err(|error| error.message)
    }

    fn node(&mut self, event: Event<'a>, depth: usize) -> Result<Node, String> {
        if depth > DEEPEST {
            return Err(BUDGET.to_owned());
        }
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                let tag = tag_name(tag.as_deref());
                let mut value = scalar(&tag, &text, style)?;
                if tag.is_empty() && style != ScalarStyle::Plain {
                    // A block is read as a number or a bool where it looks like one, and is text again.
                    value = convert(&value, &Type::String)?;
                }
                let node = Node { value, size: 1 };
                self.anchors.insert(anchor, node.clone());
                Ok(node)
            }
            Event::Alias(anchor) => {
                if self.open.contains(&anchor) {
                    return Err("cannot refer to an anchor from inside its own definition".to_owned());
                }
                let node = self.anchors.get(&anchor).cloned().ok_or("reference to undefined anchor")?;
                self.spend(node.size)?;
                Ok(node)
            }
            Event::SequenceStart(anchor, tag) => {
                check_tag(tag.as_deref(), "seq", "sequence")?;
                self.collect(anchor, |decoder| decoder.sequence(depth))
            }
            Event::MappingStart(anchor, tag) => {
                check_tag(tag.as_deref(), "map", "mapping")?;
                self.collect(anchor, |decoder| decoder.mapping(depth))
            }
            _ => Err("expecting value".to_owned()),
        }
    }

    fn collect(&mut self, anchor: usize, read: impl FnOnce(&mut Self) -> Result<Node, String>) -> Result<Node, String> {
        if anchor > 0 {
            self.open.insert(anchor);
        }
        let node = read(self)?;
        if anchor > 0 {
            self.open.remove(&anchor);
            self.anchors.insert(anchor, node.clone());
        }
        self.spend(1)?;
        Ok(node)
    }

    fn sequence(&mut self, depth: usize) -> Result<Node, String> {
        let mut elements = Vec::new();
        let mut size: usize = 1;
        loop {
            match self.next()? {
                Event::SequenceEnd => return Ok(Node { value: Value::tuple(elements), size }),
                event => {
                    let node = self.node(event, depth + 1)?;
                    size = size.saturating_add(node.size);
                    elements.push(node.value);
                }
            }
        }
    }

    fn mapping(&mut self, depth: usize) -> Result<Node, String> {
        let mut entries: SortedMap<Rc<str>, Value> = SortedMap::new();
        let mut size: usize = 1;
        loop {
            let (text, style, tag) = match self.next()? {
                Event::MappingEnd => return Ok(Node { value: Value::object(entries), size }),
                Event::Scalar(text, style, _, tag) => (text, style, tag_name(tag.as_deref())),
                _ => return Err("only strings are allowed as mapping keys".to_owned()),
            };
            let merges = tag.is_empty() && text == "<<" || tag == format!("{CORE}merge");
            let key = if merges { None } else { Some(key(&tag, &text, style)?) };
            let event = self.next()?;
            let node = self.node(event, depth + 1)?;
            size = size.saturating_add(node.size);
            match key {
                Some(key) => {
                    entries.insert(key, node.value);
                }
                None => merge(&mut entries, &node.value)?,
            }
        }
    }
}

fn merge(entries: &mut SortedMap<Rc<str>, Value>, value: &Value) -> Result<(), String> {
    let merged =
        value.as_mapping().ok_or_else(|| format!("cannot merge {} into mapping", value.ty().friendly_name()))?;
    entries.extend(merged.iter().map(|(name, value)| (name.clone(), value.clone())));
    Ok(())
}

fn key(tag: &str, text: &str, style: ScalarStyle) -> Result<Rc<str>, String> {
    match convert(&scalar(tag, text, style)?, &Type::String) {
        Ok(Value { kind: Kind::String(text), .. }) => Ok(text),
        _ => Err("mapping key cannot be null".to_owned()),
    }
}

fn tag_name(tag: Option<&Tag>) -> String {
    tag.map_or_else(String::new, |tag| format!("{}{}", tag.handle, tag.suffix))
}

fn check_tag(tag: Option<&Tag>, wanted: &str, what: &str) -> Result<(), String> {
    let tag = tag_name(tag);
    if tag.is_empty() || tag.strip_prefix(CORE) == Some(wanted) {
        return Ok(());
    }
    Err(format!("can't interpret {what} as {tag}"))
}

fn scalar(tag: &str, text: &str, style: ScalarStyle) -> Result<Value, String> {
    let kind = match tag {
        "" => "",
        tag => match tag.strip_prefix(CORE) {
            Some(kind @ ("str" | "bool" | "int" | "float" | "null" | "timestamp" | "binary")) => kind,
            _ => return Err(format!("unsupported tag {}", quoted(tag))),
        },
    };
    let string = || Value::string(normalise(text));
    let cannot = || format!("cannot parse {} as {tag}", quoted(text));
    let first = text.chars().next();
    let may_resolve = first.is_none_or(|first| "+-0123456789yYnNtTfFoO~.".contains(first));
    let mut kind = kind;
    if may_resolve && !matches!(kind, "str" | "binary") {
        if matches!(style, ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted) {
            return Ok(string());
        }
        if let Some(value) = named(text) {
            return Ok(value);
        }
        if kind.is_empty() && matches!(text, ".nan" | ".NaN" | ".NAN") {
            return Err("floating point NaN is not supported".to_owned());
        }
        match first {
            Some('.') => {
                if let Some(number) = Number::parse(text) {
                    return Ok(Value::number(number));
                }
            }
            Some('+' | '-' | '0'..='9') => {
                if matches!(kind, "" | "timestamp")
                    && let Some(time) = timestamp(text)
                {
                    return Ok(Value::string(time.rfc3339()));
                }
                if is_number(text) {
                    kind = "int";
                }
            }
            _ => {}
        }
    }
    match kind {
        "binary" => decode_base64(text).map(|_| string()).map_err(|_| cannot()),
        "bool" => named(text).filter(|value| value.as_bool().is_some()).ok_or_else(cannot),
        "int" | "float" => number(&text.replace('_', "")).map(Value::number).ok_or_else(cannot),
        "timestamp" => timestamp(text).map(|time| Value::string(time.rfc3339())).ok_or_else(cannot),
        "null" => Ok(Value::null()),
        _ => Ok(string()),
    }
}

fn named(text: &str) -> Option<Value> {
    Some(match text {
        "y" | "Y" | "yes" | "Yes" | "YES" | "true" | "True" | "TRUE" | "on" | "On" | "ON" => Value::bool(true),
        "n" | "N" | "no" | "No" | "NO" | "false" | "False" | "FALSE" | "off" | "Off" | "OFF" => Value::bool(false),
        "" | "~" | "null" | "Null" | "NULL" => Value::null(),
        ".inf" | ".Inf" | ".INF" | "+.inf" | "+.Inf" | "+.INF" => Value::number(Number::parse("Inf")?),
        "-.inf" | "-.Inf" | "-.INF" => Value::number(Number::parse("-Inf")?),
        _ => return None,
    })
}

/// A decimal number with an optional sign, or digits after `0o` or `0x`.
fn is_number(text: &str) -> bool {
    let all = |digits: &str, test: fn(&u8) -> bool| !digits.is_empty() && digits.as_bytes().iter().all(test);
    if let Some(digits) = text.strip_prefix("0o") {
        return all(digits, |digit| (b'0'..=b'7').contains(digit));
    }
    if let Some(digits) = text.strip_prefix("0x") {
        return all(digits, u8::is_ascii_hexdigit);
    }
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    unsigned.bytes().next().is_some_and(|first| first == b'.' || first.is_ascii_digit())
        && unsigned.bytes().all(|byte| byte.is_ascii_digit() || b".eE+-".contains(&byte))
        && Number::parse(text).is_some()
}

fn number(text: &str) -> Option<Number> {
    if let Some(number) = Number::parse(text) {
        return Some(number);
    }
    let (negative, digits) = match text.strip_prefix('-') {
        Some(digits) => (true, digits),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let radix = match digits.get(..2)? {
        "0x" | "0X" => 16,
        "0o" | "0O" => 8,
        "0b" | "0B" => 2,
        _ => return None,
    };
    let value = u64::from_str_radix(digits.get(2..)?, radix).ok()?;
    let value = BigInt::from(value);
    Number::from_integer(if negative { -value } else { value })
}

/// The forms go-cty-yaml takes for times: parts may have one digit, the zone is only there after a `T`.
fn timestamp(text: &str) -> Option<Time> {
    let (date, clock) = match text.find(['T', 't', ' ']) {
        Some(at) => (text.get(..at)?, Some((text.as_bytes()[at], text.get(at + 1..)?))),
        None => (text, None),
    };
    let short = |part: &str| -> Option<i64> {
        let digits = (1..=2).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
        digits.then(|| part.parse().ok()).flatten()
    };
    let mut parts = date.split('-');
    let year = parts.next().filter(|year| year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit()))?;
    let date = (year.parse().ok()?, short(parts.next()?)?, short(parts.next()?)?);
    if parts.next().is_some() {
        return None;
    }
    let Some((separator, clock)) = clock else { return Time::new(date, (0, 0, 0), 0, 0) };
    let end = clock.find(|character: char| !character.is_ascii_digit() && character != ':').unwrap_or(clock.len());
    let mut parts = clock.get(..end)?.split(':');
    let clock_parts = (short(parts.next()?)?, short(parts.next()?)?, short(parts.next()?)?);
    if parts.next().is_some() {
        return None;
    }
    let (nanoseconds, zone) = super::datetime::fraction(clock.get(end..)?)?;
    let offset = match (separator, zone) {
        (b' ', "") => 0,
        (b' ', _) => return None,
        (_, zone) => super::datetime::offset(zone)?,
    };
    Time::new(date, clock_parts, nanoseconds, offset)
}
