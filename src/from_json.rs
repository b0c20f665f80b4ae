//! Plain data out of JSON, for the models that a caller hands back and the knowledge that is part of the program.
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

impl Mismatch {
    /// The whole value should be something else.
    pub fn new(wanted: impl Into<String>) -> Self {
        Mismatch { path: String::new(), wanted: wanted.into() }
    }

    fn inside(mut self, step: &str) -> Self {
        let joint = if self.path.is_empty() || self.path.starts_with('[') { "" } else { "." };
        self.path = [step, joint, &self.path].concat();
        self
    }
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
    /// Reads a value; members that are not known are ignored.
    ///
    /// # Errors
    /// The first place that is not of the wanted shape.
    fn from_json(node: &Node) -> Result<Self, Mismatch>;

    /// What the absence of a member stands for; nothing where the member must be there.
    fn absent() -> Option<Self> {
        None
    }
}

/// Reads a whole text.
///
/// # Errors
/// The first place that is not JSON, or not of the wanted shape.
pub fn from_json<T: FromJson>(text: &str) -> Result<T, Mismatch> {
    let node = parse_nodes(text).map_err(|error| Mismatch::new(format!("JSON: {}", error.message)))?;
    T::from_json(&node)
}

/// A member of an object, by the Rust name of its field.
pub(crate) fn member<T: FromJson>(node: &Node, field: &str) -> Result<T, Mismatch> {
    match find(node, field)? {
        Some(value) => T::from_json(value).map_err(|mismatch| mismatch.inside(&camel_case(field))),
        None => T::absent().ok_or_else(|| Mismatch::new("there").inside(&camel_case(field))),
    }
}

/// As [`member`], the default where it is absent.
pub(crate) fn member_or_default<T: FromJson + Default>(node: &Node, field: &str) -> Result<T, Mismatch> {
    member::<Option<T>>(node, field).map(Option::unwrap_or_default)
}

/// The position of a word among the Rust names of an enum's variants.
pub(crate) fn position(word: &str, variants: &[&str]) -> Option<usize> {
    variants.iter().position(|variant| is_spelled(variant, word))
}

fn find<'a>(node: &'a Node, field: &str) -> Result<Option<&'a Node>, Mismatch> {
    match &node.value {
        NodeValue::Object(members) => {
            Ok(members.iter().rev().find(|member| is_spelled(field, &member.key)).map(|member| &member.value))
        }
        _ => Err(Mismatch::new("an object")),
    }
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
    fn from_json(node: &Node) -> Result<Self, Mismatch> {
        node.text().map(str::to_owned).ok_or_else(|| Mismatch::new("a string"))
    }
}

impl FromJson for bool {
    fn from_json(node: &Node) -> Result<Self, Mismatch> {
        match node.value {
            NodeValue::Bool(value) => Ok(value),
            _ => Err(Mismatch::new("true or false")),
        }
    }
}

impl FromJson for u64 {
    fn from_json(node: &Node) -> Result<Self, Mismatch> {
        let number = match &node.value {
            NodeValue::Number(text) => text.parse().ok(),
            _ => None,
        };
        number.ok_or_else(|| Mismatch::new("a whole number"))
    }
}

impl FromJson for u32 {
    fn from_json(node: &Node) -> Result<Self, Mismatch> {
        u64::from_json(node)?.try_into().map_err(|_| Mismatch::new("a smaller number"))
    }
}

impl FromJson for usize {
    fn from_json(node: &Node) -> Result<Self, Mismatch> {
        u64::from_json(node)?.try_into().map_err(|_| Mismatch::new("a smaller number"))
    }
}

impl<T: FromJson> FromJson for Option<T> {
    fn from_json(node: &Node) -> Result<Self, Mismatch> {
        match node.value {
            NodeValue::Null => Ok(None),
            _ => T::from_json(node).map(Some),
        }
    }

    fn absent() -> Option<Self> {
        Some(None)
    }
}

impl<T: FromJson> FromJson for Rc<T> {
    fn from_json(node: &Node) -> Result<Self, Mismatch> {
        T::from_json(node).map(Rc::new)
    }
}

impl<T: FromJson> FromJson for Vec<T> {
    fn from_json(node: &Node) -> Result<Self, Mismatch> {
        let NodeValue::Array(items) = &node.value else { return Err(Mismatch::new("a list")) };
        let mut list = Vec::with_capacity(items.len());
        for (index, item) in items.iter().enumerate() {
            list.push(T::from_json(item).map_err(|mismatch| mismatch.inside(&format!("[{index}]")))?);
        }
        Ok(list)
    }
}

impl<T: FromJson> FromJson for SortedMap<String, T> {
    fn from_json(node: &Node) -> Result<Self, Mismatch> {
        let NodeValue::Object(members) = &node.value else { return Err(Mismatch::new("an object")) };
        let mut map = SortedMap::new();
        for member in members {
            let value = T::from_json(&member.value).map_err(|mismatch| mismatch.inside(&member.key))?;
            map.insert(member.key.clone(), value);
        }
        Ok(map)
    }
}

/// Makes a struct readable: its fields, and behind `or_default` those that may be absent.
macro_rules! json_object {
    ($type:ident { $($field:ident),* $(,)? } $(or_default { $($optional:ident),* $(,)? })?) => {
        impl $crate::from_json::FromJson for $type {
            fn from_json(
                node: &$crate::syntax::json::Node,
            ) -> ::std::result::Result<Self, $crate::from_json::Mismatch> {
                Ok($type {
                    $($field: $crate::from_json::member(node, stringify!($field))?,)*
                    $($($optional: $crate::from_json::member_or_default(node, stringify!($optional))?,)*)?
                })
            }
        }
    };
}

/// Makes an enum of plain variants readable.
macro_rules! json_words {
    ($type:ident { $($variant:ident),* $(,)? }) => {
        impl $type {
            /// The variant of this name in JSON.
            pub fn from_word(word: &str) -> Option<Self> {
                const VARIANTS: &[$type] = &[$($type::$variant),*];
                $crate::from_json::position(word, &[$(stringify!($variant)),*]).map(|index| VARIANTS[index])
            }
        }

        impl $crate::from_json::FromJson for $type {
            fn from_json(
                node: &$crate::syntax::json::Node,
            ) -> ::std::result::Result<Self, $crate::from_json::Mismatch> {
                let known = node.text().and_then(Self::from_word);
                known.ok_or_else(|| $crate::from_json::Mismatch::new("one of the words known here"))
            }
        }
    };
}

pub(crate) use {json_object, json_words};
