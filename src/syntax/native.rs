//! Native syntax: `.tf`, `.tofu` and `.tfvars`. hcl-edit parses; an error costs the top-level block it is in.

use hcl_edit::parser::Error;
use hcl_edit::structure::Body as HclBody;

use super::ast::{Body, File};
use super::lexer::{Frame, Kind, Lexer};
use super::lower::Lower;
use super::{Parsed, SyntaxError, gaps, segments};
use crate::text::{FileId, Source, Span};

/// Blocks with errors after which the rest of a file is left alone: it is not Terraform.
const MAX_ERRORS: usize = 50;

/// Reads a file in native syntax.
pub fn parse(id: FileId, source: &Source) -> Parsed {
    let text = &*source.text;
    let body = Body { span: Span::new(id, 0, text.len()), ..Body::default() };
    let mut parsed = Parsed { file: File { id, body }, errors: Vec::new() };
    let edits = gaps::Edits::default();
    if gaps::oversized_object(text).is_none()
        && let Ok(tree) = text.parse::<HclBody>()
    {
        let lower = Lower { file: id, text, base: 0, edits: &edits };
        lower.top_level(&tree, &mut parsed.file.body, &mut parsed.errors);
        return parsed;
    }
    recover(id, text, &mut parsed);
    parsed
}

/// Parses segment by segment.
fn recover(id: FileId, text: &str, parsed: &mut Parsed) {
    for segment in segments::split(text) {
        if parsed.errors.len() >= MAX_ERRORS {
            let span = Span::new(id, segment.range.start, segment.range.start);
            let message = "There are too many syntax errors; the rest of this file was not read.";
            parsed.errors.push(SyntaxError::new(span, message));
            return;
        }
        let base = segment.range.start;
        let part = text.get(segment.range.clone()).unwrap_or("");
        if let Some(start) = gaps::oversized_object(part) {
            let span = Span::new(id, base + start, base + start + 1);
            parsed.errors.push(SyntaxError::new(span, "This object has too many items to be read."));
            continue;
        }
        let tree = match part.parse::<HclBody>() {
            Ok(tree) => Ok((tree, gaps::Edits::default())),
            Err(error) => gaps::parse(part, error, false),
        };
        match tree {
            Ok((tree, edits)) => {
                let lower = Lower { file: id, text: part, base, edits: &edits };
                lower.top_level(&tree, &mut parsed.file.body, &mut parsed.errors);
            }
            Err(error) => parsed.errors.push(describe(&error, part, id, &segment)),
        }
    }
}

/// An unclosed bracket shows only at the end of its segment: the header is the place to tell it.
fn describe(error: &Error, part: &str, file: FileId, segment: &segments::Segment) -> SyntaxError {
    let base = segment.range.start;
    let offset = error.location().offset();
    let at_end = offset >= part.trim_end().len();
    if !segment.closed && at_end && unclosed(part, offset, file, base).is_none() {
        let header = part.lines().next().unwrap_or("").trim_end();
        return SyntaxError::new(Span::new(file, base, base + header.len()), "What is opened here is never closed.")
            .way_out("Look for a missing `}`, `)`, `]`, quote or heredoc marker below.");
    }
    explain(error, part, file, base)
}

/// hcl-edit's error about a text at `base` of its file, in our words.
pub(super) fn explain(error: &Error, text: &str, file: FileId, base: usize) -> SyntaxError {
    let offset = error.location().offset().min(text.len());
    let rest = text.get(offset..).unwrap_or("");
    let length = rest.chars().next().filter(|c| !c.is_whitespace()).map_or(0, char::len_utf8);
    let span = Span::new(file, base + offset, base + offset + length);
    let message = error.message();
    if let Some(error) = unclosed(text, offset, file, base) {
        return error;
    }
    if message.contains("nested levels") || message.contains("chained binary operators") {
        return SyntaxError::new(span, "This is nested too deeply to be judged.")
            .way_out("Give its inner parts names in a locals block.");
    }
    if message.contains("redefined attribute") {
        return SyntaxError::new(span, "This argument was already set in this block.").way_out("Keep one of the two.");
    }
    if message.contains("escape sequence") || message.contains("hex code") {
        return SyntaxError::new(span, "A string has no such escape.")
            .way_out(r#"After a backslash put n, r, t, ", \, or u and four hex digits; a backslash itself is \\."#);
    }
    let expected =
        message.rsplit_once("expected ").map(|(_, expected)| expected).filter(|expected| *expected != "token");
    match (rest.chars().next(), expected) {
        (None | Some('\n' | '\r'), _) => SyntaxError::new(span, "Something is missing at the end of this line."),
        (Some(found), None) => SyntaxError::new(span, format!("`{found}` cannot stand here.")),
        (Some(found), Some(expected)) => {
            let expected = expected.replace("`\n`", "a line break");
            SyntaxError::new(span, format!("`{found}` cannot stand here.")).way_out(format!("Expected {expected}."))
        }
    }
}

/// The string or heredoc without end that explains an error at `offset`; the parser reports those where they begin to
/// make no sense.
fn unclosed(text: &str, offset: usize, file: FileId, base: usize) -> Option<SyntaxError> {
    let mut lexer = Lexer::new(text, 0);
    let mut opened = Vec::new();
    while let Some(token) = lexer.next() {
        let line_end = text.get(token.start..token.end)?.ends_with('"');
        while opened.len() > lexer.stack().len() {
            if let Some((Frame::Quoted, at)) = opened.pop() {
                let is_open = token.kind == Kind::Text && !line_end;
                let between = text.get(offset.min(at)..at).unwrap_or("");
                if is_open && !between.contains('\n') {
                    let span = Span::new(file, base + at, base + at + 1);
                    return Some(
                        SyntaxError::new(span, "This string is not closed on its line.")
                            .way_out("Close it with a quote; write text of several lines as a heredoc."),
                    );
                }
            }
        }
        while let Some(frame) = lexer.stack().get(opened.len()) {
            opened.push((*frame, token.start));
        }
    }
    let heredoc = opened.iter().find(|(frame, _)| matches!(frame, Frame::Heredoc { .. }));
    heredoc.filter(|(_, at)| *at <= offset).map(|(_, at)| {
        SyntaxError::new(Span::new(file, base + at, base + at + 2), "This heredoc is never closed.")
            .way_out("Put its marker alone on a line after the text.")
    })
}
