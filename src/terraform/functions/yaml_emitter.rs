//! Values to YAML text, with the layout of go-yaml's emitter.

use crate::terraform::value::{Kind, Value};

/// Lines longer than this are folded at a space.
const WIDTH: usize = 80;
/// Longer keys take the explicit form, `? key` and `: value`.
const LONGEST_KEY: usize = 128;

/// The text of a wholly known value.
pub(super) fn encode(value: &Value) -> String {
    let mut emitter = Emitter { out: String::new(), column: 0 };
    match &value.kind {
        Kind::Null(_) | Kind::Bool(_) | Kind::Number(_) => {
            emitter.node(value, 0, Place::Root);
            emitter.out.push_str("\n...\n");
        }
        _ => {
            emitter.node(value, 0, Place::Root);
            if !emitter.out.ends_with('\n') || emitter.column > 0 {
                emitter.out.push('\n');
            }
        }
    }
    emitter.out
}

#[derive(Clone, Copy, PartialEq)]
enum Place {
    Root,
    /// After `key:`.
    Entry,
    /// After `-`, or in an entry of the explicit form after `?` or `:`.
    Element,
}

struct Emitter {
    out: String,
    column: usize,
}

impl Emitter {
    fn push(&mut self, text: &str) {
        self.out.push_str(text);
        self.column += text.chars().count();
    }

    fn line(&mut self, indent: usize) {
        if !self.out.is_empty() && self.column > 0 {
            self.out.push('\n');
        }
        self.column = 0;
        self.push(&" ".repeat(indent));
    }

    /// Writes a value whose container's lines start at `indent`.
    fn node(&mut self, value: &Value, indent: usize, place: Place) {
        match &value.kind {
            Kind::List(_, elements) | Kind::Set(_, elements) | Kind::Tuple(elements) if !elements.is_empty() => {
                // In a mapping, a sequence starts below its key without indentation.
                let indent = if place == Place::Element { indent + 2 } else { indent };
                for (index, element) in elements.iter().enumerate() {
                    if place == Place::Element && index == 0 {
                        self.push(" ");
                    } else {
                        self.line(indent);
                    }
                    self.push("-");
                    self.node(element, indent, Place::Element);
                }
            }
            Kind::Map(_, entries) | Kind::Object(entries) if !entries.is_empty() => {
                let indent = if place == Place::Root { indent } else { indent + 2 };
                for (index, (name, entry)) in entries.iter().enumerate() {
                    if place == Place::Element && index == 0 {
                        self.push(" ");
                    } else {
                        self.line(indent);
                    }
                    if name.len() > LONGEST_KEY || name.contains(is_break) {
                        self.push("?");
                        self.node(&Value::string(name.clone()), indent, Place::Element);
                        self.line(indent);
                        self.push(":");
                        self.node(entry, indent, Place::Element);
                    } else {
                        self.double_quoted(name, None);
                        self.push(":");
                        self.node(entry, indent, Place::Entry);
                    }
                }
            }
            kind => {
                if place != Place::Root {
                    self.push(" ");
                }
                match kind {
                    Kind::String(text) if text.contains('\n') && allows_block(text) => self.literal(text, indent + 2),
                    Kind::String(text) => self.double_quoted(text, Some(indent + 2)),
                    Kind::Number(number) => self.push(&number.to_string()),
                    Kind::Bool(value) => self.push(if *value { "true" } else { "false" }),
                    Kind::Map(..) | Kind::Object(_) => self.push("{}"),
                    Kind::List(..) | Kind::Set(..) | Kind::Tuple(_) => self.push("[]"),
                    Kind::Null(_) | Kind::Unknown(_) => self.push("null"),
                }
            }
        }
    }

    fn literal(&mut self, text: &str, indent: usize) {
        self.push("|");
        if text.starts_with(|character| character == ' ' || is_break(character)) {
            self.push("2");
        }
        let mut from_end = text.chars().rev();
        match (from_end.next().is_some_and(is_break), from_end.next().is_none_or(is_break)) {
            (false, _) => self.push("-"),
            (true, true) => self.push("+"),
            (true, false) => {}
        }
        self.out.push('\n');
        self.column = 0;
        for character in text.chars() {
            if is_break(character) {
                self.out.push(character);
                self.column = 0;
            } else {
                if self.column == 0 {
                    self.push(&" ".repeat(indent));
                }
                self.out.push(character);
                self.column += 1;
            }
        }
    }

    /// `fold`: the indentation of further lines, where there may be any.
    fn double_quoted(&mut self, text: &str, fold: Option<usize>) {
        self.push("\"");
        let mut after_space = false;
        // go-yaml looks for a byte order mark at the start of the text, whichever character it is at.
        let all_escaped = text.starts_with('\u{feff}');
        for (at, character) in text.char_indices() {
            let rest = &text[at + character.len_utf8()..];
            if character == ' ' {
                match fold {
                    Some(indent) if !after_space && self.column > WIDTH && at > 0 && !rest.is_empty() => {
                        self.line(indent);
                        if rest.starts_with(' ') {
                            self.push("\\");
                        }
                    }
                    _ => self.push(" "),
                }
                after_space = true;
                continue;
            }
            after_space = false;
            let plain = is_printable(character) && !is_break(character) && !matches!(character, '"' | '\\');
            if plain && !all_escaped {
                self.out.push(character);
                self.column += 1;
            } else {
                self.push(&escaped(character));
            }
        }
        self.push("\"");
    }
}

fn escaped(character: char) -> String {
    let short = match character {
        '\0' => '0',
        '\u{7}' => 'a',
        '\u{8}' => 'b',
        '\t' => 't',
        '\n' => 'n',
        '\u{b}' => 'v',
        '\u{c}' => 'f',
        '\r' => 'r',
        '\u{1b}' => 'e',
        '"' => '"',
        '\\' => '\\',
        '\u{85}' => 'N',
        '\u{a0}' => '_',
        '\u{2028}' => 'L',
        '\u{2029}' => 'P',
        character => {
            return match character as u32 {
                code @ 0..=0xff => format!("\\x{code:02X}"),
                code @ 0x100..=0xffff => format!("\\u{code:04X}"),
                code => format!("\\U{code:08X}"),
            };
        }
    };
    format!("\\{short}")
}

fn is_break(character: char) -> bool {
    matches!(character, '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

fn is_printable(character: char) -> bool {
    match character {
        '\n' | ' '..='~' => true,
        '\u{a0}'..='\u{ffff}' => !matches!(character, '\u{feff}' | '\u{fffe}' | '\u{ffff}'),
        _ => false,
    }
}

/// Whether a block says the same: not with a space at the end of a line, nor with what must be escaped.
fn allows_block(text: &str) -> bool {
    let mut after_space = false;
    for character in text.chars() {
        if !is_printable(character) || is_break(character) && after_space {
            return false;
        }
        after_space = character == ' ';
    }
    !after_space
}
