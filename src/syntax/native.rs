//! Native syntax: `.tf`, `.tofu` and `.tfvars`. An error costs the argument it is in, or the top-level block.

use std::rc::Rc;

use hcl_edit::parser::Error;
use hcl_edit::structure::Body as HclBody;

use super::ast::{Body, File};
use super::changed::Kept;
use super::explanation::{explain, unclosed};
use super::lower::Lower;
use super::rescue::rescue;
use super::{Parsed, SyntaxError, gaps, outline, segments};
use crate::text::{FileId, Source, Span};

/// Blocks with errors after which the rest of a file is left alone: it is not Terraform.
const MAX_ERRORS: usize = 50;

/// Reads what stands at an offset of its file, or nothing of it where something is wrong.
type Read = fn(&str, FileId, usize) -> Option<(Body, Vec<SyntaxError>)>;

/// Reads a file in native syntax.
pub fn parse(id: FileId, source: &Source) -> Parsed {
    read(id, source, &Kept::nothing(source), outline::read)
}

/// The same, every expression built at once by hcl-edit. It is what tests hold [`parse`] against.
pub fn parse_eagerly(id: FileId, source: &Source) -> Parsed {
    read(id, source, &Kept::nothing(source), outline::read_eagerly)
}

/// As [`parse`], of a file of which an earlier text and its tree are known.
pub(super) fn parse_changed(id: FileId, source: &Source, before: &Source, tree: &Parsed) -> Parsed {
    read(id, source, &Kept::of(id, source, before, tree), outline::read)
}

fn read(id: FileId, source: &Source, kept: &Kept<'_>, by: Read) -> Parsed {
    let text = &*source.text;
    // Arguments at the top level would come before the blocks that stay at the end: those are read again, too.
    if kept.end < text.len()
        && let Some(mut parsed) = at_once(id, text, kept, kept.end, by)
        && parsed.file.body.attributes.is_empty()
    {
        parsed.file.body.blocks.extend(kept.back());
        return parsed;
    }
    at_once(id, text, kept, text.len(), by).unwrap_or_else(|| recover(id, text, kept, by))
}

/// Parses in one go what comes after the blocks that stay in front, to this byte.
fn at_once(id: FileId, text: &str, kept: &Kept<'_>, end: usize, by: Read) -> Option<Parsed> {
    let (mut body, errors) = by(text.get(kept.start..end)?, id, kept.start).filter(|(_, errors)| errors.is_empty())?;
    body.blocks.splice(0..0, kept.front().iter().cloned());
    body.span = Span::new(id, 0, text.len());
    Some(Parsed { file: File { id, body }, errors, at_once: true })
}

fn nothing_of(id: FileId, text: &str) -> Parsed {
    let body = Body { span: Span::new(id, 0, text.len()), ..Body::default() };
    Parsed { file: File { id, body }, errors: Vec::new(), at_once: false }
}

/// Parses segment by segment.
fn recover(id: FileId, text: &str, kept: &Kept<'_>, by: Read) -> Parsed {
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
        if let Some((mut read, mut errors)) = by(part, id, base) {
            parsed.file.body.attributes.append(&mut read.attributes);
            parsed.file.body.blocks.append(&mut read.blocks);
            parsed.errors.append(&mut errors);
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
        let block = Rc::make_mut(block);
        block.body.incomplete = true;
        // It may be a block that stayed, and is another one now: see `Block::is_moved`.
        block.kind = Rc::from(&*block.kind);
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
