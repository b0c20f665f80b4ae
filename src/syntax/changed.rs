//! A file that was read before and has changed: only the blocks around the change are parsed again.
//!
//! What comes out is what reading all of the new text gives, and so the old text is cut only where that is certain: at
//! the end of a line on which a top-level block ends and nothing follows but a line comment. There no string, heredoc
//! or comment is open. What lies between two such cuts and parses by itself parses the same way amid the rest, and what
//! lies behind one parses if all of it does.

use std::ops::Range;
use std::rc::Rc;

use super::Parsed;
use super::ast::Block;
use super::shift::shift_block;
use crate::moves::{common_end, common_start};
use crate::text::{FileId, Source};

/// What stays of an earlier text and its tree.
#[derive(Default)]
pub(super) struct Kept<'a> {
    old: &'a str,
    blocks: &'a [Rc<Block>],
    /// So many blocks stay where they are, and the text before this byte.
    front: usize,
    pub(super) start: usize,
    /// So many blocks come before those that stay at the end of the text, which begin at this byte of the new one, and so
    /// far they move.
    back: usize,
    pub(super) end: usize,
    by: i64,
}

impl<'a> Kept<'a> {
    /// Nothing of any.
    pub(super) fn nothing(source: &Source) -> Kept<'a> {
        Kept { end: source.text.len(), ..Kept::default() }
    }

    /// Of `before`, an earlier text of the same file, and its tree.
    pub(super) fn of(id: FileId, source: &Source, before: &'a Source, tree: &'a Parsed) -> Kept<'a> {
        let body = &tree.file.body;
        let (old, new, blocks) = (&*before.text, &*source.text, &*body.blocks);
        // Arguments at the top level must be unique in all of the file.
        if !tree.at_once || !tree.errors.is_empty() || !body.attributes.is_empty() || tree.file.id != id {
            return Kept::nothing(source);
        }
        let by = new.len() as i64 - old.len() as i64;
        let mut kept = Kept { old, blocks, back: blocks.len(), by, ..Kept::nothing(source) };
        let same = common_start(old.as_bytes(), new.as_bytes());
        // No byte counts for both ends.
        let (left, right) = (old.as_bytes().get(same..), new.as_bytes().get(same..));
        let tail = old.len() - common_end(left.unwrap_or_default(), right.unwrap_or_default());
        let ends_before = |limit: usize| blocks.partition_point(|block| (block.span.end as usize) < limit);
        for (index, block) in blocks.iter().enumerate().take(ends_before(same)).rev() {
            if let Some(cut) = line_end(old, block).filter(|cut| *cut <= same) {
                (kept.front, kept.start) = (index + 1, cut);
                break;
            }
        }
        // The line break before a cut must be among what is the same as well.
        for (index, block) in blocks.iter().enumerate().skip(ends_before(tail).saturating_sub(1).max(kept.front)) {
            if let Some(cut) = line_end(old, block).filter(|cut| *cut > tail) {
                (kept.back, kept.end) = (index + 1, new.len() - (old.len() - cut));
                break;
            }
        }
        kept
    }

    /// The blocks that stay where they are.
    pub(super) fn front(&self) -> &[Rc<Block>] {
        self.blocks.get(..self.front).unwrap_or_default()
    }

    /// The blocks that stay at the end, where they are now.
    pub(super) fn back(&self) -> impl Iterator<Item = Rc<Block>> {
        self.blocks.iter().skip(self.back).map(|block| self.moved(block))
    }

    fn moved(&self, block: &Rc<Block>) -> Rc<Block> {
        let mut block = block.clone();
        // Another tree even where it stays: its line may be another one.
        shift_block(&mut block, self.by);
        block
    }

    /// The block that stays and whose lines, to the end of the last one, are this stretch of the new text.
    pub(super) fn block_at(&self, range: &Range<usize>) -> Option<Rc<Block>> {
        let is_back = range.start >= self.end;
        let by = if is_back { self.by } else { 0 };
        let (start, end) = (range.start as i64 - by, range.end as i64 - by);
        let index = self.blocks.binary_search_by_key(&start, |block| block.span.start.into()).ok()?;
        let block = self.blocks.get(index)?;
        let stays = if is_back { index >= self.back } else { index < self.front };
        let is_all = line_end(self.old, block).is_some_and(|line| line as i64 == end);
        (stays && is_all).then(|| if is_back { self.moved(block) } else { block.clone() })
    }
}

/// Just after the line on which a block ends; `None` where something follows that may go on in the next line.
fn line_end(text: &str, block: &Block) -> Option<usize> {
    let end = block.span.end as usize;
    let (rest, _) = text.get(end..)?.split_once('\n')?;
    let after = rest.trim_start_matches([' ', '\t', '\r']);
    (after.is_empty() || after.starts_with('#') || after.starts_with("//")).then(|| end + rest.len() + 1)
}
