//! YAML text to values, by the rules of go-cty-yaml: YAML 1.2 with the yes and no of 1.1.

use std::rc::Rc;

use num_bigint::BigInt;

use super::datetime::Time;
use super::encoding::decode_base64;
use super::signature::{BUDGET, Call};
use super::string::normalise;
use super::yaml_scanner::{ScalarStyle, Token, scan};
use crate::sorted::SortedMap;
use crate::terraform::convert::convert;
use crate::terraform::display::quoted;
use crate::terraform::number::Number;
use crate::terraform::types::Type;
use crate::terraform::value::{Kind, Value};

/// Deeper YAML is refused.
const DEEPEST: usize = 200;
const CORE: &str = "tag:yaml.org,2002:";

/// The value of a single document.
pub(super) fn decode(text: &str, call: &Call) -> Result<Value, String> {
    let tokens = scan(text)?;
    let tags = vec![];
    let mut decoder = Decoder { tokens: tokens.into_iter(), call, tags, anchors: SortedMap::new(), open: Vec::new() };
    decoder.document()
}

/// A value and how many it is made of when aliases are written out.
#[derive(Clone)]
struct Node {
    value: Value,
    size: usize,
}

/// What stands before a node.
#[derive(Default)]
struct Properties {
    anchor: Option<Rc<str>>,
    tag: String,
}

/// Text that is a value or a key.
struct Scalar {
    text: String,
    style: ScalarStyle,
    tag: String,
}

struct Decoder<'a, 'c> {
    tokens: std::vec::IntoIter<Token>,
    call: &'a Call<'c>,
    /// Handles of tags with what they stand for.
    tags: Vec<(String, String)>,
    anchors: SortedMap<Rc<str>, Node>,
    /// Anchors of what is being read.
    open: Vec<Rc<str>>,
}

type Read<D> = fn(&mut D, usize) -> Result<Node, String>;
type Entries = SortedMap<Rc<str>, Value>;

impl Decoder<'_, '_> {
    fn peek(&self) -> &Token {
        self.tokens.as_slice().first().unwrap_or(&Token::StreamEnd)
    }

    fn next(&mut self) -> Token {
        self.tokens.next().unwrap_or(Token::StreamEnd)
    }

    fn eat(&mut self, token: &Token) -> bool {
        let is_next = self.peek() == token;
        if is_next {
            self.next();
        }
        is_next
    }

    /// Takes from the budget what a value costs with its aliases written out: a few lines can name billions.
    fn spend(&self, size: usize) -> Result<(), String> {
        self.call.spend(size).map_err(|error| error.message)
    }

    fn document(&mut self) -> Result<Value, String> {
        let mut has_version = false;
        loop {
            match self.peek() {
                Token::VersionDirective { is_1_1 } if !is_1_1 => {
                    return Err("found incompatible YAML document".to_owned());
                }
                Token::VersionDirective { .. } if has_version => {
                    return Err("found duplicate %YAML directive".to_owned());
                }
                Token::VersionDirective { .. } => has_version = true,
                Token::TagDirective { handle, prefix } => {
                    if self.tags.iter().any(|(other, _)| other == handle) {
                        return Err("found duplicate %TAG directive".to_owned());
                    }
                    self.tags.push((handle.clone(), prefix.clone()));
                }
                _ => break,
            }
            self.next();
        }
        let has_directives = has_version || !self.tags.is_empty();
        self.tags.extend([("!".to_owned(), "!".to_owned()), ("!!".to_owned(), CORE.to_owned())]);
        let node = if self.eat(&Token::DocumentStart) {
            match self.peek() {
                Token::VersionDirective { .. }
                | Token::TagDirective { .. }
                | Token::DocumentStart
                | Token::DocumentEnd
                | Token::StreamEnd => Node { value: Value::null(), size: 1 },
                _ => self.node(true, false, 0)?,
            }
        } else if has_directives {
            return Err("did not find expected <document start>".to_owned());
        } else if *self.peek() == Token::StreamEnd {
            return Err("missing start of document".to_owned());
        } else {
            self.node(true, false, 0)?
        };
        while self.eat(&Token::DocumentEnd) {}
        match self.peek() {
            Token::StreamEnd => Ok(node.value),
            _ => Err("unexpected extra content after value".to_owned()),
        }
    }

    fn properties(&mut self) -> Result<Properties, String> {
        let mut properties = Properties::default();
        let mut has_tag = false;
        loop {
            match self.peek() {
                Token::Anchor(name) if properties.anchor.is_none() => properties.anchor = Some(name.as_str().into()),
                Token::Tag { handle, suffix } if !has_tag => {
                    let prefix = self.tags.iter().find(|(known, _)| known == handle).map(|(_, prefix)| prefix.as_str());
                    let prefix = if handle.is_empty() { Some("") } else { prefix };
                    properties.tag = format!("{}{suffix}", prefix.ok_or("found undefined tag handle")?);
                    has_tag = true;
                }
                _ => return Ok(properties),
            }
            self.next();
        }
    }

    fn node(&mut self, block: bool, indentless: bool, depth: usize) -> Result<Node, String> {
        if depth > DEEPEST {
            return Err(BUDGET.to_owned());
        }
        if let Token::Alias(name) = self.peek() {
            let name: Rc<str> = name.as_str().into();
            self.next();
            if self.open.contains(&name) {
                return Err("cannot refer to an anchor from inside its own definition".to_owned());
            }
            let node = self.anchors.get(&name).cloned().ok_or("reference to undefined anchor")?;
            self.spend(node.size)?;
            return Ok(node);
        }
        let Properties { anchor, tag } = self.properties()?;
        let (read, is_sequence): (Read<Self>, _) = match self.peek() {
            Token::BlockEntry if indentless => (Self::indentless_sequence, true),
            Token::FlowSequenceStart => (Self::flow_sequence, true),
            Token::BlockSequenceStart if block => (Self::block_sequence, true),
            Token::FlowMappingStart => (Self::flow_mapping, false),
            Token::BlockMappingStart if block => (Self::block_mapping, false),
            _ => {
                let Scalar { text, style, tag } = self.scalar(anchor.is_some(), tag)?;
                let mut value = scalar(&tag, &text, style)?;
                if tag.is_empty() && style != ScalarStyle::Plain {
                    // A block is read as a number or a bool where it looks like one, and is text again.
                    value = convert(&value, &Type::String)?;
                }
                let node = Node { value, size: 1 };
                if let Some(anchor) = anchor {
                    self.anchors.insert(anchor, node.clone());
                }
                return Ok(node);
            }
        };
        let (kind, what) = if is_sequence { ("seq", "sequence") } else { ("map", "mapping") };
        if !tag.is_empty() && tag.strip_prefix(CORE) != Some(kind) {
            return Err(format!("can't interpret {what} as {tag}"));
        }
        self.open.extend(anchor.clone());
        let node = read(self, depth + 1)?;
        if let Some(anchor) = anchor {
            self.open.pop();
            self.anchors.insert(anchor, node.clone());
        }
        self.spend(1)?;
        Ok(node)
    }

    /// A scalar after its properties; it may be left out where there are some.
    fn scalar(&mut self, has_anchor: bool, tag: String) -> Result<Scalar, String> {
        if let Token::Scalar(text, style) = self.peek() {
            let (text, style) = (text.clone(), *style);
            self.next();
            return Ok(Scalar { text, style, tag });
        }
        if has_anchor || !tag.is_empty() {
            return Ok(Scalar { text: String::new(), style: ScalarStyle::Plain, tag });
        }
        Err("did not find expected node content".to_owned())
    }

    /// The node that follows, null where one of these tokens follows instead.
    fn node_unless(&mut self, ends: &[Token], block: bool, indentless: bool, depth: usize) -> Result<Node, String> {
        if ends.contains(self.peek()) {
            return Ok(Node { value: Value::null(), size: 1 });
        }
        self.node(block, indentless, depth)
    }

    fn block_sequence(&mut self, depth: usize) -> Result<Node, String> {
        self.next();
        let sequence = self.entries(&[Token::BlockEntry, Token::BlockEnd], depth)?;
        if self.eat(&Token::BlockEnd) { Ok(sequence) } else { Err("did not find expected '-' indicator".to_owned()) }
    }

    fn indentless_sequence(&mut self, depth: usize) -> Result<Node, String> {
        self.entries(&[Token::BlockEntry, Token::Key, Token::Value, Token::BlockEnd], depth)
    }

    fn entries(&mut self, ends: &[Token], depth: usize) -> Result<Node, String> {
        let (mut elements, mut size) = (Vec::new(), 1_usize);
        while self.eat(&Token::BlockEntry) {
            let node = self.node_unless(ends, true, false, depth)?;
            size = size.saturating_add(node.size);
            elements.push(node.value);
        }
        Ok(Node { value: Value::tuple(elements), size })
    }

    fn flow_sequence(&mut self, depth: usize) -> Result<Node, String> {
        const ENDS: [Token; 2] = [Token::FlowEntry, Token::FlowSequenceEnd];
        self.next();
        let (mut elements, mut size) = (Vec::new(), 1_usize);
        while !self.eat(&Token::FlowSequenceEnd) {
            if !elements.is_empty() && !self.eat(&Token::FlowEntry) {
                return Err("did not find expected ',' or ']'".to_owned());
            }
            let node = match self.peek() {
                Token::FlowSequenceEnd => continue,
                // A mapping of one entry, without braces.
                Token::Key => {
                    self.next();
                    let (mut entries, mut size) = (Entries::new(), 1);
                    self.entry(&mut entries, &mut size, &ENDS, false, depth + 1)?;
                    Node { value: Value::object(entries), size }
                }
                _ => self.node(false, false, depth)?,
            };
            size = size.saturating_add(node.size);
            elements.push(node.value);
        }
        Ok(Node { value: Value::tuple(elements), size })
    }

    fn flow_mapping(&mut self, depth: usize) -> Result<Node, String> {
        const ENDS: [Token; 2] = [Token::FlowEntry, Token::FlowMappingEnd];
        self.next();
        let (mut entries, mut size) = (Entries::new(), 1);
        let mut first = true;
        while !self.eat(&Token::FlowMappingEnd) {
            if !first && !self.eat(&Token::FlowEntry) {
                return Err("did not find expected ',' or '}'".to_owned());
            }
            first = false;
            match self.peek() {
                Token::FlowMappingEnd => {}
                Token::Key => {
                    self.next();
                    self.entry(&mut entries, &mut size, &ENDS, false, depth)?;
                }
                _ => {
                    let properties = self.properties()?;
                    let key = self.scalar(properties.anchor.is_some(), properties.tag)?;
                    insert(&mut entries, &key, Value::null())?;
                }
            }
        }
        Ok(Node { value: Value::object(entries), size })
    }

    fn block_mapping(&mut self, depth: usize) -> Result<Node, String> {
        const ENDS: [Token; 2] = [Token::Key, Token::BlockEnd];
        self.next();
        let (mut entries, mut size) = (Entries::new(), 1);
        while self.eat(&Token::Key) {
            self.entry(&mut entries, &mut size, &ENDS, true, depth)?;
        }
        if !self.eat(&Token::BlockEnd) {
            return Err("did not find expected key".to_owned());
        }
        Ok(Node { value: Value::object(entries), size })
    }

    /// A key and its value; either may be left out.
    fn entry(
        &mut self,
        entries: &mut Entries,
        size: &mut usize,
        ends: &[Token],
        block: bool,
        depth: usize,
    ) -> Result<(), String> {
        let key = if ends.contains(self.peek()) || *self.peek() == Token::Value {
            Scalar { text: String::new(), style: ScalarStyle::Plain, tag: String::new() }
        } else {
            let properties = self.properties()?;
            self.scalar(properties.anchor.is_some(), properties.tag)
                .map_err(|_| "only strings are allowed as mapping keys".to_owned())?
        };
        let mut value = Value::null();
        if self.eat(&Token::Value) {
            let ends: &[Token] = if block { &[Token::Key, Token::Value, Token::BlockEnd] } else { ends };
            let node = self.node_unless(ends, block, block, depth)?;
            *size = size.saturating_add(node.size);
            value = node.value;
        }
        insert(entries, &key, value)
    }
}

fn insert(entries: &mut Entries, key: &Scalar, value: Value) -> Result<(), String> {
    if key.tag.is_empty() && key.text == "<<" || key.tag.strip_prefix(CORE) == Some("merge") {
        return merge(entries, &value);
    }
    match convert(&scalar(&key.tag, &key.text, key.style)?, &Type::String) {
        Ok(Value { kind: Kind::String(text), .. }) => entries.insert(text, value),
        _ => return Err("mapping key cannot be null".to_owned()),
    };
    Ok(())
}

fn merge(entries: &mut Entries, value: &Value) -> Result<(), String> {
    let merged =
        value.as_mapping().ok_or_else(|| format!("cannot merge {} into mapping", value.ty().friendly_name()))?;
    entries.extend(merged.iter().map(|(name, value)| (name.clone(), value.clone())));
    Ok(())
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
        if style == ScalarStyle::Quoted {
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
