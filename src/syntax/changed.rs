//! A file that was read before and has changed: only the blocks around the change are parsed again.
//!
//! What comes out is what reading all of the new text gives, and so the old text is cut only where that is certain: at
//! the end of a line on which a top-level block ends and nothing follows but a line comment. There no string, heredoc
//! or comment is open. What lies between two such cuts and parses by itself parses the same way amid the rest.

use std::rc::Rc;

use hcl_edit::structure::Body as HclBody;

use super::ast::{Block, Body, File};
use super::lower::Lower;
use super::shift::shift_block;
use super::{Parsed, gaps};
use crate::text::{FileId, Source, Span};

/// Reads a file in native syntax of which `before` is an earlier text without errors and `tree` its tree. `None` where
/// all of it has to be read.
pub(super) fn parse(id: FileId, source: &Source, before: &Source, tree: &Parsed) -> Option<Parsed> {
    let known = &tree.file.body;
    // Arguments at the top level must be unique in all of the file.
    if !tree.at_once || !tree.errors.is_empty() || !known.attributes.is_empty() || tree.file.id != id {
        return None;
    }
    let (old, new) = (&*before.text, &*source.text);
    let kept = Kept::of(&known.blocks, old, new);
    let part = new.get(kept.start..new.len() - (old.len() - kept.end))?;
    if gaps::oversized_object(new).is_some() {
        return None;
    }
    let changed = part.parse::<HclBody>().ok()?;
    let body = Body { span: Span::new(id, 0, new.len()), ..Body::default() };
    let mut parsed = Parsed { file: File { id, body }, errors: Vec::new(), at_once: true };
    let blocks = &mut parsed.file.body.blocks;
    blocks.extend_from_slice(known.blocks.get(..kept.first)?);
    let lower = Lower { file: id, text: part, base: kept.start, edits: &gaps::Edits::default() };
    lower.top_level(&changed, &mut parsed.file.body, &mut parsed.errors);
    if !parsed.file.body.attributes.is_empty() {
        return None;
    }
    let by = new.len() as i64 - old.len() as i64;
    for block in known.blocks.get(kept.last..)? {
        let mut block = block.clone();
        if by != 0 {
            shift_block(&mut block, by);
        }
        parsed.file.body.blocks.push(block);
    }
    Some(parsed)
}

/// What stays of a text: the blocks before `first` and from `last` on, the bytes of the old text before `start` and
/// from `end` on.
struct Kept {
    first: usize,
    start: usize,
    last: usize,
    end: usize,
}

impl Kept {
    fn of(blocks: &[Rc<Block>], old: &str, new: &str) -> Kept {
        let same = common_start(old.as_bytes(), new.as_bytes());
        // No byte counts for both ends.
        let (left, right) = (old.as_bytes().get(same..), new.as_bytes().get(same..));
        let tail = old.len() - common_end(left.unwrap_or_default(), right.unwrap_or_default());
        let mut kept = Kept { first: 0, start: 0, last: blocks.len(), end: old.len() };
        let ends_before = |limit: usize| blocks.partition_point(|block| (block.span.end as usize) < limit);
        for (index, block) in blocks.iter().enumerate().take(ends_before(same)).rev() {
            if let Some(cut) = line_end(old, block).filter(|cut| *cut <= same) {
                (kept.first, kept.start) = (index + 1, cut);
                break;
            }
        }
        // The line break before a cut must be among what is the same as well.
        for (index, block) in blocks.iter().enumerate().skip(ends_before(tail).saturating_sub(1).max(kept.first)) {
            if let Some(cut) = line_end(old, block).filter(|cut| *cut > tail) {
                (kept.last, kept.end) = (index + 1, cut);
                break;
            }
        }
        kept
    }
}

/// How many bytes both start with.
fn common_start(left: &[u8], right: &[u8]) -> usize {
    let (words, others) = (left.as_chunks::<8>().0, right.as_chunks::<8>().0);
    let same = 8 * words.iter().zip(others).take_while(|(left, right)| left == right).count();
    let rest = left.iter().skip(same).zip(right.iter().skip(same));
    same + rest.take_while(|(left, right)| left == right).count()
}

/// How many bytes both end with.
fn common_end(left: &[u8], right: &[u8]) -> usize {
    let (words, others) = (left.as_rchunks::<8>().1, right.as_rchunks::<8>().1);
    let same = 8 * words.iter().rev().zip(others.iter().rev()).take_while(|(left, right)| left == right).count();
    let rest = left.iter().rev().skip(same).zip(right.iter().rev().skip(same));
    same + rest.take_while(|(left, right)| left == right).count()
}

/// Just after the line on which a block ends; `None` where something follows that may go on in the next line.
fn line_end(text: &str, block: &Block) -> Option<usize> {
    let end = block.span.end as usize;
    let (rest, _) = text.get(end..)?.split_once('\n')?;
    let after = rest.trim_start_matches([' ', '\t', '\r']);
    (after.is_empty() || after.starts_with('#') || after.starts_with("//")).then(|| end + rest.len() + 1)
}
