//! A JSON value with the order of its members kept, written as indented text.
//!
//! The reports in other people's schemas are put together from these: members that are absent and lists that are empty
//! vanish, which is what those schemas ask for, and no serializer has to be generated for a hundred structs.

use super::escape::is_unsafe;

/// A JSON value under construction.
pub enum Tree {
    /// Left out of the object or list it is put into.
    Nothing,
    Bool(bool),
    Number(u32),
    Text(String),
    List(Vec<Tree>),
    Object(Vec<(&'static str, Tree)>),
}

impl From<&str> for Tree {
    fn from(text: &str) -> Self {
        Tree::Text(text.to_owned())
    }
}

impl From<String> for Tree {
    fn from(text: String) -> Self {
        Tree::Text(text)
    }
}

impl From<u32> for Tree {
    fn from(number: u32) -> Self {
        Tree::Number(number)
    }
}

impl From<bool> for Tree {
    fn from(value: bool) -> Self {
        Tree::Bool(value)
    }
}

impl<T: Into<Tree>> From<Option<T>> for Tree {
    fn from(value: Option<T>) -> Self {
        value.map_or(Tree::Nothing, Into::into)
    }
}

// These helpers are generic in as little as possible: each is called at a hundred places, and what is generated anew for
// each of them makes up most of the size of a format.

/// An object of the members that are something.
pub fn object<const N: usize>(mut members: [(&'static str, Tree); N]) -> Tree {
    object_of(&mut members)
}

fn object_of(members: &mut [(&'static str, Tree)]) -> Tree {
    let mut kept = Vec::with_capacity(members.len());
    for (name, value) in members {
        let value = std::mem::replace(value, Tree::Nothing);
        if !matches!(value, Tree::Nothing) {
            kept.push((*name, value));
        }
    }
    Tree::Object(kept)
}

/// A list of one member.
pub fn one(item: Tree) -> Tree {
    Tree::List(vec![item])
}

/// What `make` gives for each item, or nothing when that is nothing for all of them.
pub fn each<T>(items: &[T], make: &dyn Fn(&T) -> Tree) -> Tree {
    list(mapped(items, make))
}

/// What `make` gives for each item.
pub fn mapped<T>(items: &[T], make: &dyn Fn(&T) -> Tree) -> Vec<Tree> {
    let mut made = Vec::with_capacity(items.len());
    for item in items {
        made.push(make(item));
    }
    made
}

/// A list of the members that are something, or nothing when there are none.
pub fn list(items: Vec<Tree>) -> Tree {
    match full_list(items) {
        Tree::List(items) if items.is_empty() => Tree::Nothing,
        list => list,
    }
}

/// A list that stays even when it is empty.
pub fn full_list(mut items: Vec<Tree>) -> Tree {
    items.retain(|item| !matches!(item, Tree::Nothing));
    Tree::List(items)
}

impl Tree {
    /// The value as text indented by two spaces, with a final newline.
    pub fn write(&self) -> String {
        let mut out = String::new();
        self.write_into(&mut out, 0);
        out.push('\n');
        out
    }

    fn write_into(&self, out: &mut String, depth: usize) {
        match self {
            Tree::Nothing => out.push_str("null"),
            Tree::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
            Tree::Number(number) => out.push_str(&number.to_string()),
            Tree::Text(text) => write_string(out, text),
            Tree::List(items) if items.is_empty() => out.push_str("[]"),
            Tree::Object(members) if members.is_empty() => out.push_str("{}"),
            Tree::List(items) => {
                out.push('[');
                for (index, item) in items.iter().enumerate() {
                    separate(out, index, depth + 1);
                    item.write_into(out, depth + 1);
                }
                new_line(out, depth);
                out.push(']');
            }
            Tree::Object(members) => {
                out.push('{');
                for (index, (name, value)) in members.iter().enumerate() {
                    separate(out, index, depth + 1);
                    write_string(out, name);
                    out.push_str(": ");
                    value.write_into(out, depth + 1);
                }
                new_line(out, depth);
                out.push('}');
            }
        }
    }
}

fn separate(out: &mut String, index: usize, depth: usize) {
    if index > 0 {
        out.push(',');
    }
    new_line(out, depth);
}

pub fn new_line(out: &mut String, depth: usize) {
    out.push('\n');
    out.extend(std::iter::repeat_n("  ", depth));
}

fn write_string(out: &mut String, text: &str) {
    out.push('"');
    // Most texts need no escaping, and copying them whole is many times faster than character by character.
    match text.bytes().all(|byte| is_printable(byte) && byte != b'"' && byte != b'\\') {
        true => out.push_str(text),
        false => text.chars().for_each(|character| match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            c => push_escaped(out, c),
        }),
    }
    out.push('"');
}

/// Adds a JSON literal, its acting characters escaped.
pub fn push_printable(out: &mut String, literal: &str) {
    match literal.bytes().all(is_printable) {
        true => out.push_str(literal),
        false => literal.chars().for_each(|character| push_escaped(out, character)),
    }
}

/// Controls must be escaped in JSON; the others that act are escaped so that a report shown on a terminal is harmless.
fn push_escaped(out: &mut String, character: char) {
    match is_unsafe(character) {
        true => character.encode_utf16(&mut [0; 2]).iter().for_each(|unit| out.push_str(&format!("\\u{unit:04x}"))),
        false => out.push(character),
    }
}

fn is_printable(byte: u8) -> bool {
    matches!(byte, b' '..=b'~')
}
