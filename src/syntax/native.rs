//! Native syntax: `.tf`, `.tofu` and `.tfvars`. hcl-edit parses; an error costs the argument it is in, or the
//! top-level block.

use std::rc::Rc;

use hcl_edit::parser::Error;
use hcl_edit::structure::Body as HclBody;

use super::ast::{Body, File};
use super::changed::Kept;
use super::explanation::{explain, unclosed};
use super::lower::Lower;
use super::rescue::rescue;
use super::{Parsed, SyntaxError, gaps, segments};
use crate::text::{FileId, Source, Span};

/// Blocks with errors after which the rest of a file is left alone: it is not Terraform.
const MAX_ERRORS: usize = 50;

/// Reads a file in native syntax.
pub fn parse(id: FileId, source: &Source) -> Parsed {
    read(id, source, &Kept::nothing(source))
}

/// The same of a file of which an earlier text and its tree are known.
pub(super) fn parse_changed(id: FileId, source: &Source, before: &Source, tree: &Parsed) -> Parsed {
    read(id, source, &Kept::of(id, source, before, tree))
}

fn read(id: FileId, source: &Source, kept: &Kept<'_>) -> Parsed {
    let text = &*source.text;
    // Of what stays, this is known.
    if gaps::is_plain(text.get(kept.start..kept.end).unwrap_or(text)) {
        // Arguments at the top level would come before the blocks that stay at the end: those are read again, too.
        if kept.end < text.len()
            && let Some(mut parsed) = at_once(id, text, kept, kept.end)
            && parsed.file.body.attributes.is_empty()
        {
            parsed.file.body.blocks.extend(kept.back());
            return parsed;
        }
        if let Some(parsed) = at_once(id, text, kept, text.len()) {
            return parsed;
        }
    }
    recover(id, text, kept)
}

/// Parses in one go what comes after the blocks that stay in front, to this byte.
fn at_once(id: FileId, text: &str, kept: &Kept<'_>, end: usize) -> Option<Parsed> {
    let part = text.get(kept.start..end)?;
    let tree = part.parse::<HclBody>().ok()?;
    let mut parsed = nothing_of(id, text);
    parsed.at_once = true;
    parsed.file.body.blocks.extend_from_slice(kept.front());
    let edits = gaps::Edits::default();
    let lower = Lower::new(id, part, kept.start, &edits);
    lower.top_level(&tree, &mut parsed.file.body, &mut parsed.errors);
    Some(parsed)
}

fn nothing_of(id: FileId, text: &str) -> Parsed {
    let body = Body { span: Span::new(id, 0, text.len()), ..Body::default() };
    Parsed { file: File { id, body }, errors: Vec::new(), at_once: false }
}

/// Parses segment by segment.
fn recover(id: FileId, text: &str, kept: &Kept<'_>) -> Parsed {
    let mut parsed = nothing_of(id, text);
    for segment in segments::split(text) {
        if parsed.errors.len() >= MAX_ERRORS {
            let span = Span::new(id, segment.range.start, segment.range.start);
            let message = "There are too many syntax errors; the rest of this file was not read.";
            parsed.errors.push(SyntaxError::new(span, message));
            break;
        }
        let base = segment.range.start;
        let part = text.get(segment.range.clone()).unwrap_or("");
        if let Some(start) = gaps::oversized_object(part) {
            let span = Span::new(id, base + start, base + start + 1);
            parsed.errors.push(SyntaxError::new(span, "This object has too many items to be read."));
            continue;
        }
        if let Some(block) = kept.block_at(&segment.range) {
            parsed.file.body.blocks.push(block);
            continue;
        }
        match gaps::read::<HclBody>(part, false) {
            Ok((tree, edits)) => {
                let lower = Lower::new(id, part, base, &edits);
                lower.top_level(&tree, &mut parsed.file.body, &mut parsed.errors);
            }
            Err(error) => {
                parsed.errors.push(describe(&error, part, id, &segment));
                close_too_early(&mut parsed.file.body, part);
                parsed.file.body.blocks.extend(rescue(id, part, base));
            }
        }
    }
    parsed
}

/// A brace that closes nothing, after an argument that is in no block: the block before was closed too early.
fn close_too_early(body: &mut Body, part: &str) {
    let Some(argument) = body.attributes.last().filter(|_| part.starts_with('}')) else { return };
    if let Some(block) = body.blocks.last_mut().filter(|block| block.span.end <= argument.span.start) {
        Rc::make_mut(block).body.incomplete = true;
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
