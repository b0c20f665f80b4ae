//! Plain data out of JSON, for the options and models that a caller hands over and the knowledge that is part of the
//! program.
//!
//! serde's derived readers are made anew for each type and each format and were an eighth of the WebAssembly module;
//! these share one tree and one loop. Writing stays with serde.

use std::fmt;
use std::rc::Rc;

use crate::sorted::SortedMap;
use crate::syntax::json::{Node, NodeValue, parse_nodes};

/// Where a JSON text is not of the wanted shape.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mismatch {
    /// Members and indices from the top, e.g. `results[3].status`; "" for the whole.
    pub path: String,
    /// What should stand there.
    pub wanted: String,
}

impl fmt::Display for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.path.as_str() {
            "" => write!(f, "it must be {}", self.wanted),
            path => write!(f, "{path} must be {}", self.wanted),
        }
    }
}

/// What can be read from a JSON value.
pub trait FromJson: Sized {
    /// Whether, as a member, it may be missing.
    const MAY_BE_ABSENT: bool = false;

    /// Reads a value; members that are not known are ignored. Where it is not of the wanted shape, the reader is told and
    /// anything stands in its place: an early return would have to free what was read so far, in code of each type's own.
    fn from_json<'a>(node: &'a Node, reader: &mut Reader<'a>) -> Self;
}

/// Reads a whole text.
///
/// # Errors
/// The first place that is not JSON, or not of the wanted shape.
pub fn from_json<T: FromJson>(text: &str) -> Result<T, Mismatch> {
    let node = parse_nodes(text)
        .map_err(|error| Mismatch { path: String::new(), wanted: format!("JSON: {}", error.message) })?;
    let mut reader = Reader::default();
    let value = T::from_json(&node, &mut reader);
    match reader.mismatch {
        None => Ok(value),
        Some(mismatch) => Err(mismatch),
    }
}

/// Knows where in a text reading is, and the first place that was not as it should be.
#[derive(Default)]
pub struct Reader<'a> {
    path: Vec<Step<'a>>,
    mismatch: Option<Mismatch>,
}

#[derive(Clone, Copy)]
enum Step<'a> {
    /// A member, by the Rust name of its field.
    Field(&'static str),
    Key(&'a str),
    Index(usize),
}

/// Stands for a member that is not there.
static ABSENT: Node = Node { value: NodeValue::Null, start: 0, end: 0 };

impl<'a> Reader<'a> {
    /// The value read now should be something else.
    pub fn wants(&mut self, wanted: &str) {
        if self.mismatch.is_none() {
            self.mismatch = Some(Mismatch { path: self.place(), wanted: wanted.to_owned() });
        }
    }

    fn place(&self) -> String {
        let mut path = String::new();
        for step in &self.path {
            let joint = if path.is_empty() { "" } else { "." };
            match step {
                Step::Field(field) => path.extend([joint, &camel_case(field)]),
                Step::Key(key) => path.extend([joint, key]),
                Step::Index(index) => path.extend(["[", &index.to_string(), "]"]),
            }
        }
        path
    }

    fn enter(&mut self, node: &'a Node, field: &'static str, may_be_absent: bool) -> &'a Node {
        let NodeValue::Object(members) = &node.value else {
            self.wants("an object");
            self.path.push(Step::Field(field));
            return &ABSENT;
        };
        self.path.push(Step::Field(field));
        match members.iter().rev().find(|member| is_spelled(field, &member.key)) {
            Some(member) => &member.value,
            None => {
                if !may_be_absent {
                    self.wants("there");
                }
                &ABSENT
            }
        }
    }

    fn leave(&mut self) {
        self.path.pop();
    }

    fn items(&mut self, node: &'a Node) -> &'a [Node] {
        let NodeValue::Array(items) = &node.value else {
            self.wants("a list");
            return &[];
        };
        items
    }

    fn whole_number(&mut self, node: &Node, most: u64) -> u64 {
        let number: Option<u64> = match &node.value {
            NodeValue::Number(text) => text.parse().ok(),
            _ => None,
        };
        match number {
            None => self.wants("a whole number"),
            Some(number) if number > most => self.wants("a smaller number"),
            Some(number) => return number,
        }
        0
    }

    /// The position of the text among the Rust names of an enum's variants.
    pub(crate) fn word(&mut self, node: &Node, variants: &[&str]) -> usize {
        match node.text().and_then(|word| position(word, variants)) {
            Some(index) => index,
            None => {
                self.wants("one of the words known here");
                0
            }
        }
    }
}

/// A member of an object, by the Rust name of its field.
pub(crate) fn member<'a, T: FromJson>(node: &'a Node, field: &'static str, reader: &mut Reader<'a>) -> T {
    let value = T::from_json(reader.enter(node, field, T::MAY_BE_ABSENT), reader);
    reader.leave();
    value
}

/// As [`member`], the default where it is absent.
pub(crate) fn member_or_default<'a, T: FromJson + Default>(
    node: &'a Node,
    field: &'static str,
    reader: &mut Reader<'a>,
) -> T {
    member::<Option<T>>(node, field, reader).unwrap_or_default()
}

/// The position of a word among the Rust names of an enum's variants.
pub(crate) fn position(word: &str, variants: &[&str]) -> Option<usize> {
    variants.iter().position(|variant| is_spelled(variant, word))
}

/// Whether a JSON name is a Rust name in camelCase, PascalCase, snake_case or kebab-case.
fn is_spelled(rust: &str, json: &str) -> bool {
    fn letters(name: &str) -> impl Iterator<Item = u8> {
        name.bytes().filter(|byte| !matches!(byte, b'_' | b'-')).map(|byte| byte.to_ascii_lowercase())
    }
    letters(rust.trim_start_matches("r#")).eq(letters(json))
}

fn camel_case(field: &str) -> String {
    let mut words = field.trim_start_matches("r#").split('_');
    let mut name = words.next().unwrap_or_default().to_owned();
    for word in words {
        let mut letters = word.chars();
        name.extend(letters.next().map(|first| first.to_ascii_uppercase()));
        name.push_str(letters.as_str());
    }
    name
}

impl FromJson for String {
    fn from_json<'a>(node: &'a Node, reader: &mut Reader<'a>) -> Self {
        match node.text() {
            Some(text) => text.to_owned(),
            None => {
                reader.wants("a string");
                String::new()
            }
        }
    }
}

impl FromJson for bool {
    fn from_json<'a>(node: &'a Node, reader: &mut Reader<'a>) -> Self {
        match node.value {
            NodeValue::Bool(value) => value,
            _ => {
                reader.wants("true or false");
                false
            }
        }
    }
}

impl FromJson for u64 {
    fn from_json<'a>(node: &'a Node, reader: &mut Reader<'a>) -> Self {
        reader.whole_number(node, u64::MAX)
    }
}

impl FromJson for u32 {
    fn from_json<'a>(node: &'a Node, reader: &mut Reader<'a>) -> Self {
        reader.whole_number(node, u32::MAX.into()) as u32
    }
}

impl FromJson for usize {
    fn from_json<'a>(node: &'a Node, reader: &mut Reader<'a>) -> Self {
        reader.whole_number(node, usize::MAX as u64) as usize
    }
}

impl<T: FromJson> FromJson for Option<T> {
    const MAY_BE_ABSENT: bool = true;

    fn from_json<'a>(node: &'a Node, reader: &mut Reader<'a>) -> Self {
        match node.value {
            NodeValue::Null => None,
            _ => Some(T::from_json(node, reader)),
        }
    }
}

impl<T: FromJson> FromJson for Rc<T> {
    fn from_json<'a>(node: &'a Node, reader: &mut Reader<'a>) -> Self {
        Rc::new(T::from_json(node, reader))
    }
}

impl<T: FromJson> FromJson for Vec<T> {
    fn from_json<'a>(node: &'a Node, reader: &mut Reader<'a>) -> Self {
        let items = reader.items(node);
        let mut list = Vec::with_capacity(items.len());
        for (index, item) in items.iter().enumerate() {
            reader.path.push(Step::Index(index));
            list.push(T::from_json(item, reader));
            reader.leave();
        }
        list
    }
}

impl<T: FromJson> FromJson for SortedMap<String, T> {
    fn from_json<'a>(node: &'a Node, reader: &mut Reader<'a>) -> Self {
        let mut map = SortedMap::new();
        let NodeValue::Object(members) = &node.value else {
            reader.wants("an object");
            return map;
        };
        for member in members {
            reader.path.push(Step::Key(&member.key));
            map.insert(member.key.clone(), T::from_json(&member.value, reader));
            reader.leave();
        }
        map
    }
}

/// Makes a struct readable: its fields, and behind `or_default` those that may be absent.
macro_rules! json_object {
    ($type:ident { $($field:ident),* $(,)? } $(or_default { $($optional:ident),* $(,)? })?) => {
        impl $crate::from_json::FromJson for $type {
            fn from_json<'a>(
                node: &'a $crate::syntax::json::Node,
                reader: &mut $crate::from_json::Reader<'a>,
            ) -> Self {
                $type {
                    $($field: $crate::from_json::member(node, stringify!($field), reader),)*
                    $($($optional: $crate::from_json::member_or_default(node, stringify!($optional), reader),)*)?
                }
            }
        }
    };
}

/// Makes an enum of plain variants readable, and its variants known.
macro_rules! json_words {
    ($type:ident { $($variant:ident),* $(,)? }) => {
        impl $type {
            /// Every variant, in the order of their declaration.
            pub const ALL: &[$type] = &[$($type::$variant),*];

            /// The variant of this name in JSON.
            pub fn from_word(word: &str) -> Option<Self> {
                $crate::from_json::position(word, &[$(stringify!($variant)),*]).map(|index| Self::ALL[index])
            }
        }

        impl $crate::from_json::FromJson for $type {
            fn from_json<'a>(
                node: &'a $crate::syntax::json::Node,
                reader: &mut $crate::from_json::Reader<'a>,
            ) -> Self {
                Self::ALL[reader.word(node, &[$(stringify!($variant)),*])]
            }
        }
    };
}

pub(crate) use {json_object, json_words};
