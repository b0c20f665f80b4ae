//! What HashiCorp's parser accepts and hcl-edit does not, closed by editing the text without moving a byte.
//!
//! - Newlines that do not matter: hcl-edit wants some of them away, e.g. after `?` inside `{ for ... }`.
//! - Lines of a heredoc that start with its marker: only a line that is nothing else ends it. The marker is masked and
//!   the text read again from the original.
//! - Heredocs without a line: hcl-edit would read on to the next marker. An empty string stands for them.
//! - Numbers without digits after their point, which hcl-edit takes for attributes of what is before it: the point is
//!   written over.
//! - Numbers beyond 64 bits of floating point: the exponent is written over, and lowering reads the original.
//! - Repeated keys of an object: Terraform takes the last one. The later key is renamed for hcl-edit and read again
//!   from the original text when its tree is lowered.

use hcl_edit::parser::Error;

use super::SyntaxError;
use super::ast::Expr;
use super::explanation::explain_expression;
use super::lexer::{Frame, Kind, Lexer};
use super::lower::Lower;
use crate::sorted::SortedSet;
use crate::text::FileId;

/// What was edited, by byte of the text: lowering reads the original there.
#[derive(Debug, Default)]
pub(super) struct Edits {
    /// Starts of object keys that were renamed.
    pub renamed: SortedSet<usize>,
    /// Whether text inside a heredoc was masked.
    pub masked: bool,
}

/// How many repeated keys are renamed before giving up: each costs a parse.
const MAX_RENAMES: usize = 64;

/// hcl-edit compares each key of an object with all before it; past this many that takes seconds.
const MAX_OBJECT_ITEMS: usize = 6000;

/// Parses a text as it is if it can be, else once its gaps are closed, and tells what was edited; `single`: see [`parse`].
///
/// # Errors
/// The error that remains.
pub(super) fn read<T>(text: &str, single: bool) -> Result<(T, Edits), Error>
where
    T: std::str::FromStr<Err = Error>,
{
    if may_be_misread(text) {
        return parse(text, None, single);
    }
    text.parse().map(|tree| (tree, Edits::default())).or_else(|error| parse(text, Some(error), single))
}

/// Whether hcl-edit reads a text as Terraform does, and in reasonable time, if it reads it at all: the usual case, told in
/// one go over its bytes.
pub(super) fn is_plain(text: &str) -> bool {
    let bytes = text.as_bytes();
    let mut separators = 0;
    for (at, byte) in bytes.iter().enumerate() {
        match byte {
            b',' | b'\n' => separators += 1,
            b'<' | b'.' if is_misread(bytes, at) => return false,
            _ => {}
        }
    }
    separators < MAX_OBJECT_ITEMS || oversized_object(text).is_none()
}

/// Whether hcl-edit may take a text for something else. Where that is not so, nothing is lost by editing.
pub(super) fn may_be_misread(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.iter().enumerate().any(|(at, byte)| matches!(byte, b'<' | b'.') && is_misread(bytes, at))
}

/// Whether a heredoc without a line begins here, or the point of a number without digits after it stands here.
fn is_misread(bytes: &[u8], at: usize) -> bool {
    let rest = bytes.get(at..).unwrap_or(&[]);
    rest.strip_prefix(b"<<").is_some_and(ends_at_once) || is_bare_point(bytes, at)
}

/// Whether the point of a number stands here that an exponent follows at once: `1.e3`.
fn is_bare_point(bytes: &[u8], at: usize) -> bool {
    let (before, after) = (bytes.get(..at).unwrap_or(&[]), bytes.get(at..).unwrap_or(&[]));
    let Some(after) = after.strip_prefix(b".") else { return false };
    let digits = before.iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
    let exponent = match after {
        [b'e' | b'E', b'+' | b'-', rest @ ..] | [b'e' | b'E', rest @ ..] => rest,
        _ => return false,
    };
    let first = before.len().checked_sub(digits + 1).and_then(|at| before.get(at));
    digits > 0
        && exponent.first().is_some_and(u8::is_ascii_digit)
        && first.is_none_or(|byte| !is_in_name(*byte) && *byte != b'.')
}

/// Whether the line after the marker is the marker again. No part of a text is looked at for more than one heredoc.
fn ends_at_once(after: &[u8]) -> bool {
    let rest = after.strip_prefix(b"-").unwrap_or(after);
    let name = |bytes: &[u8]| bytes.iter().take_while(|byte| is_in_name(**byte)).count();
    let (marker, rest) = rest.split_at(name(rest));
    let Some(line) = rest.strip_prefix(b"\r").unwrap_or(rest).strip_prefix(b"\n") else { return false };
    let line = line.get(line.iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count()..).unwrap_or(&[]);
    !marker.is_empty() && line.get(..name(line)) == Some(marker)
}

fn is_in_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-') || byte >= 0x80
}

/// Parses a text that hcl-edit refused with `error`, or that it would misread, once its gaps are closed.
///
/// Gives the tree and what was edited. `single`: the text is one expression, where no newline matters.
///
/// # Errors
/// The error that remains.
pub(super) fn parse<T>(text: &str, error: Option<Error>, single: bool) -> Result<(T, Edits), Error>
where
    T: std::str::FromStr<Err = Error>,
{
    let (mut edited, masked) = edit(text, single);
    let mut edits = Edits { masked, ..Edits::default() };
    let mut error = match error.filter(|_| edited == text) {
        Some(error) => error,
        None => match edited.parse() {
            Ok(tree) => return Ok((tree, edits)),
            Err(error) => error,
        },
    };
    while error.message().contains("redefined object key") && edits.renamed.len() < MAX_RENAMES {
        let at = error.location().offset();
        let Some(next) = rename_key(&edited, at, edits.renamed.len()) else {
            return Err(error);
        };
        edits.renamed.insert(at);
        edited = next;
        error = match edited.parse() {
            Ok(tree) => return Ok((tree, edits)),
            Err(error) => error,
        };
    }
    Err(error)
}

/// The same for an expression at `base` of its file; newlines count as spaces all over it.
///
/// # Errors
/// The error that remains, in our words.
pub(super) fn expression(text: &str, file: FileId, base: usize, error: Option<Error>) -> Result<Expr, SyntaxError> {
    let (edited, _) = edit(text, true);
    let lead = edited.len() - edited.trim_start().len();
    let inner = text.get(lead..edited.trim_end().len()).unwrap_or("");
    let base = base + lead;
    match parse::<hcl_edit::expr::Expression>(inner, error, true) {
        // What was edited is read from the original, byte by byte at the same place.
        Ok((tree, edits)) => {
            let original = text.get(lead..edited.trim_end().len()).unwrap_or(inner);
            Lower::new(file, original, base, &edits).expression(&tree, 0)
        }
        Err(error) => Err(explain_expression(&error, inner, file, base)),
    }
}

/// Whether an object in `text` has more items than hcl-edit can read in reasonable time, and where it starts.
pub(super) fn oversized_object(text: &str) -> Option<usize> {
    // To count what separates items is nothing beside a parse, and rules it out for almost every text.
    if text.bytes().filter(|byte| matches!(byte, b',' | b'\n')).count() < MAX_OBJECT_ITEMS {
        return None;
    }
    let mut lexer = Lexer::new(text, 0);
    let mut objects: Vec<(bool, usize, usize)> = Vec::new();
    let mut after_value = true;
    while let Some(token) = lexer.next() {
        let is_object = token.kind == Kind::Open && !after_value && text.as_bytes().get(token.start) == Some(&b'{');
        objects.truncate(lexer.stack().len());
        while objects.len() < lexer.stack().len() {
            objects.push((is_object, token.start, 0));
        }
        let separates = token.kind == Kind::Newline || text.as_bytes().get(token.start) == Some(&b',');
        if let Some((true, start, count)) = objects.last_mut().filter(|_| separates) {
            *count += 1;
            if *count > MAX_OBJECT_ITEMS {
                return Some(*start);
            }
        }
        after_value = matches!(token.kind, Kind::Word | Kind::Text);
    }
    None
}

/// `text` with the line breaks that Terraform ignores, and the comments that end in them, as spaces, and with masked
/// markers; `outside`: whether it ignores line breaks outside all brackets. Tells whether a marker was masked.
fn edit(text: &str, outside: bool) -> (String, bool) {
    let mut bytes = text.as_bytes().to_vec();
    let mut masked = false;
    let mut lexer = Lexer::new(text, 0);
    // For every open frame: whether newlines are ignored directly inside it.
    let mut ignoring: Vec<bool> = Vec::new();
    // Where the heredoc before this token opened, if it did so with the token before.
    let mut opening = None;
    while let Some(token) = lexer.next() {
        let stack = lexer.stack();
        let same = stack.len() == ignoring.len();
        if let Some(start) = opening.take()
            && stack.len() < ignoring.len()
            && let Some(range) = bytes.get_mut(start..token.end)
        {
            range.fill(b' ');
            // In parentheses, so that no space is at an end: `<<A`, a line break and `A` are five bytes.
            for (slot, byte) in range.iter_mut().zip(*b"(\"\"") {
                *slot = byte;
            }
            if let Some(last) = range.last_mut() {
                *last = b')';
            }
        }
        if stack.len() > ignoring.len() && matches!(stack.last(), Some(Frame::Heredoc { .. })) {
            opening = Some(token.start);
        }
        ignoring.truncate(stack.len());
        while let Some(frame) = stack.get(ignoring.len()) {
            ignoring.push(match frame {
                Frame::Bracket(b'{') => starts_with_for(text.get(token.end..).unwrap_or("")),
                Frame::Bracket(_) | Frame::Template => true,
                Frame::Quoted | Frame::Heredoc { .. } => false,
            });
        }
        match (token.kind, stack.last()) {
            (Kind::Newline | Kind::Comment, _) if ignoring.last().copied().unwrap_or(outside) => {
                let from = match token.start.checked_sub(1) {
                    Some(before) if bytes.get(before) == Some(&b'\r') => before,
                    _ => token.start,
                };
                if let Some(range) = bytes.get_mut(from..token.end) {
                    range.fill(b' ');
                }
            }
            (Kind::Word, _) => {
                if let Some(point) = token.start.checked_sub(1).filter(|at| is_bare_point(text.as_bytes(), *at))
                    && let Some(byte) = bytes.get_mut(point)
                {
                    *byte = b'0';
                }
                if let Some(exponent) = large_exponent(text, token.start, token.end)
                    && let Some(range) = bytes.get_mut(exponent)
                {
                    range.fill(b'0');
                }
            }
            (Kind::Text, Some(Frame::Heredoc { marker })) if same => {
                let line = text.get(token.start..token.end).unwrap_or("");
                let content = line.trim_start();
                if text.get(marker.0..marker.1).is_some_and(|marker| content.starts_with(marker)) {
                    let first = bytes.get_mut(token.start + line.len() - content.len());
                    if let Some(first) = first.filter(|first| first.is_ascii()) {
                        *first = b'-';
                        masked = true;
                    }
                }
            }
            _ => {}
        }
    }
    // Only whole tokens and ASCII characters were replaced, so this never fails.
    (String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned()), masked)
}

/// Where the exponent of a number is that may lead beyond floating point: `e400`, of `e+400` the `e+`.
fn large_exponent(text: &str, start: usize, end: usize) -> Option<std::ops::Range<usize>> {
    let word = text.get(start..end)?;
    let at = start + word.starts_with(|first: char| first.is_ascii_digit()).then(|| word.find(['e', 'E']))??;
    let digits = |from: usize| text.get(from..).map_or(0, |rest| rest.bytes().take_while(u8::is_ascii_digit).count());
    let signed = text.get(at + 1..)?.starts_with('+');
    let (from, end) = if signed { (at + 2, at + 2) } else { (at + 1, end) };
    (digits(from) >= 3).then_some(at..end)
}

/// Whether what follows an opening brace makes it a `for` expression.
fn starts_with_for(after: &str) -> bool {
    let mut lexer = Lexer::new(after, 0);
    let word = lexer.find(|token| !matches!(token.kind, Kind::Newline | Kind::Comment));
    word.is_some_and(|token| after.get(token.start..token.end) == Some("for"))
}

/// Gives the object key at `at` a name of the same length that no other key has.
fn rename_key(text: &str, at: usize, count: usize) -> Option<String> {
    let length = key_length(text, at)?;
    let name = fresh_name(length, count)?;
    let mut edited = String::with_capacity(text.len());
    edited.push_str(text.get(..at)?);
    edited.push_str(&name);
    edited.push_str(text.get(at + length..)?);
    Some(edited)
}

/// Length of the key that starts at `at`: up to its `=` or `:`, spaces before that not included.
fn key_length(text: &str, at: usize) -> Option<usize> {
    let mut lexer = Lexer::new(text, at);
    let mut end = at;
    while let Some(token) = lexer.next() {
        let byte = text.as_bytes().get(token.start);
        let ends = lexer.stack().is_empty() && token.kind == Kind::Other && matches!(byte, Some(b'=' | b':'));
        if ends || token.kind == Kind::Newline {
            break;
        }
        if token.kind != Kind::Comment {
            end = token.end;
        }
    }
    Some(end - at).filter(|length| *length > 0)
}

/// A name of `length` bytes; one for every `count` below 64 unless it is a single letter. What an author would not
/// write is taken first; where it does collide, the next count is tried.
fn fresh_name(length: usize, count: usize) -> Option<String> {
    const LETTERS: &[u8] = b"zyxwvutsrqponmlkjihgfedcbaZYXWVUTSRQPONMLKJIHGFEDCBA_";
    let last = *LETTERS.get(count % LETTERS.len())?;
    let mut name = vec![b'_'; length];
    *name.last_mut()? = last;
    if let Some(before) = length.checked_sub(2).and_then(|index| name.get_mut(index)) {
        *before = *LETTERS.get(count / LETTERS.len() + 3)?;
    }
    String::from_utf8(name).ok()
}
