//! Splits a text that does not parse into its top-level attributes and blocks, so that an error costs one of them.

use std::ops::Range;

use super::lexer::{Frame, Kind, Lexer};

/// A stretch of text that holds one top-level attribute or block, from the start of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Segment {
    /// Its bytes.
    pub range: Range<usize>,
    /// Whether its brackets, strings and heredocs are all closed.
    pub closed: bool,
}

/// How often a block that is open to the end of the file is cut at the next line that looks like a header. Each time
/// reads to the end of the file; past it the rest is one segment.
const MAX_CUTS: usize = 8;

/// The segments of `text`, in order. Blank lines and comments between them belong to none.
pub(super) fn split(text: &str) -> Vec<Segment> {
    let mut segments = Vec::new();
    let mut from = 0;
    let mut cuts = 0;
    while let Some((range, closed)) = next(text, from) {
        if closed {
            from = range.end;
            segments.push(Segment { range, closed });
            continue;
        }
        let mut end = range.end;
        if end == text.len() && cuts < MAX_CUTS {
            cuts += 1;
            end = next_header(text, range.start).unwrap_or(end);
        }
        from = end;
        segments.push(Segment { range: range.start..end, closed });
    }
    segments
}

/// The next segment at or after `from`, and whether everything in it is closed.
pub(super) fn next(text: &str, from: usize) -> Option<(Range<usize>, bool)> {
    let mut lexer = Lexer::new(text, from);
    let mut start = None;
    let mut margin = None;
    let mut open_before = false;
    while let Some(token) = lexer.next() {
        let Some(begun) = start else {
            if !matches!(token.kind, Kind::Newline | Kind::Comment) {
                start = Some(token.start);
                margin = indentation(text, token.start);
                open_before = !lexer.stack().is_empty();
            }
            continue;
        };
        // A brace on a line of its own belongs to the header above it: one mistake, told once.
        let brace_follows = || text.get(token.end..).is_some_and(|rest| rest.trim_start().starts_with('{'));
        if token.kind == Kind::Newline && lexer.stack().is_empty() && !brace_follows() {
            return Some((begun..token.end, true));
        }
        // Nobody writes the header of a block in the column of the block it is in: one of that one's brackets is open.
        if token.kind == Kind::Word
            && open_before
            && indentation(text, token.start).is_some_and(|columns| Some(columns) <= margin)
            && is_known_header(text, token.start)
            && !lexer.stack().contains(&Frame::Template)
        {
            return Some((begun..token.start, false));
        }
        open_before = !lexer.stack().is_empty();
    }
    start.map(|start| (start..text.len(), lexer.stack().is_empty()))
}

/// How far from the start of its line a place is; `None` where something else is before it.
fn indentation(text: &str, at: usize) -> Option<usize> {
    let before = text.get(..at)?;
    let rest = before.trim_end_matches([' ', '\t']);
    (rest.is_empty() || rest.ends_with('\n')).then_some(before.len() - rest.len())
}

fn line_at(text: &str, at: usize) -> &str {
    text.get(at..).and_then(|rest| rest.lines().next()).unwrap_or("")
}

/// Whether the line at `at` starts a block of Terraform: `resource "a" "b" {`, `locals {`.
fn is_known_header(text: &str, at: usize) -> bool {
    let line = line_at(text, at);
    let word = line.split([' ', '\t', '"', '{']).next().unwrap_or("");
    let labels = match word {
        "resource" | "data" | "ephemeral" => 2,
        "variable" | "output" | "module" | "provider" | "check" => 1,
        "locals" | "terraform" | "moved" | "import" | "removed" => 0,
        _ => return false,
    };
    header_labels(line) == Some(labels)
}

/// Start of the first line after the one at `from` that could be a block's header.
fn next_header(text: &str, from: usize) -> Option<usize> {
    let mut at = from;
    loop {
        at += text.get(at..)?.find('\n')? + 1;
        if header_labels(line_at(text, at)).is_some() {
            return Some(at);
        }
    }
}

/// Number of labels of a line `word "label"... {`; `None` where the line is none.
fn header_labels(line: &str) -> Option<usize> {
    let word_end = line.find(|c: char| !(c.is_alphanumeric() || c == '_' || c == '-')).filter(|end| *end > 0)?;
    let (word, mut rest) = line.split_at(word_end);
    if word.starts_with(|c: char| c.is_ascii_digit() || c == '-') {
        return None;
    }
    let mut labels = 0;
    loop {
        rest = rest.trim_start();
        if rest.starts_with('{') {
            return Some(labels);
        }
        let (_, after) = rest.strip_prefix('"')?.split_once('"')?;
        rest = after;
        labels += 1;
    }
}
