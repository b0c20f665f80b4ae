//! What only moved from one version of the given texts to the next: what stands above a change stays where it is, what
//! stands below moves by so many lines.

use std::rc::Rc;

use serde::Serialize;

use crate::text::{FileId, Location, Position, Source, Sources, Span};

/// The moves of all texts.
#[derive(Debug, Default)]
pub struct Moves(Vec<TextMoves>);

/// The moves of one text.
#[derive(Debug)]
struct TextMoves {
    file: FileId,
    path: String,
    /// Where the first line begins that is not the same any more, and the first one of those at the end that are: in bytes,
    /// and in UTF-16 units of the text before.
    front: (u32, u32),
    back: (u32, u32),
    by: i64,
    lines: i64,
    /// Of UTF-16.
    units: i64,
}

/// The same for whoever knows the earlier report: what stands at `from` or behind it in the file.
#[derive(Debug, Serialize)]
pub struct Move {
    file: String,
    from: u32,
    lines: i64,
    units: i64,
}

impl Moves {
    /// From the texts `then` to those there are `now`.
    pub fn between(then: &Sources, now: &Sources) -> Moves {
        let changed = then.iter().filter_map(|(file, before)| {
            let (before, now) = (before?, now.get(file));
            let is_same = now.is_some_and(|now| Rc::ptr_eq(before, now));
            (!is_same).then(|| TextMoves::of(file, before, now.unwrap_or(&Rc::default())))
        });
        Moves(changed.collect())
    }

    /// Where a range stands now; `None` where the text at it may have changed.
    pub fn span(&self, span: Span) -> Option<Span> {
        let Some(moves) = self.0.iter().find(|moves| moves.file == span.file) else { return Some(span) };
        let moved = |at: u32| (i64::from(at) + moves.by) as u32;
        match () {
            () if span.end <= moves.front.0 => Some(span),
            () if span.start >= moves.back.0 => Some(Span { start: moved(span.start), end: moved(span.end), ..span }),
            () => None,
        }
    }

    /// Whether the text is the same to the end of a range.
    pub fn leaves(&self, span: Span) -> bool {
        self.0.iter().find(|moves| moves.file == span.file).is_none_or(|moves| span.end <= moves.front.0)
    }

    /// Moves a place in a report on the texts before. `None` where the text at it may have changed.
    pub fn follow(&self, place: &mut Location) -> Option<()> {
        let Some(moves) = self.of_path(&place.file) else { return Some(()) };
        if place.end.offset <= moves.front.1 {
            return Some(());
        }
        moves.follow(&mut place.start)?;
        moves.follow(&mut place.end)
    }

    /// Whether [`follow`](Self::follow) leaves a place as it is.
    pub fn leaves_place(&self, place: &Location) -> bool {
        self.of_path(&place.file).is_none_or(|moves| place.end.offset <= moves.front.1)
    }

    /// Where a place comes in a report now, told by its file and this number: of what is before another the number is no
    /// greater.
    pub fn offset(&self, path: &str, offset: u32) -> u32 {
        let Some(moves) = self.of_path(path).filter(|moves| offset > moves.front.1) else { return offset };
        let moved = |offset: u32| (i64::from(offset) + moves.units) as u32;
        match () {
            () if offset >= moves.back.1 => moved(offset),
            () if moves.back.1 < u32::MAX => offset.min(moved(moves.back.1)),
            () => offset,
        }
    }

    /// For whoever knows the earlier report.
    pub fn told(&self) -> Vec<Move> {
        let told = self.0.iter().filter(|moves| moves.back.1 < u32::MAX).map(|moves| Move {
            file: moves.path.clone(),
            from: moves.back.1,
            lines: moves.lines,
            units: moves.units,
        });
        told.collect()
    }

    fn of_path(&self, path: &str) -> Option<&TextMoves> {
        self.0.iter().find(|moves| moves.path == path)
    }
}

impl TextMoves {
    fn of(file: FileId, then: &Source, now: &Source) -> TextMoves {
        let (old, new) = (then.text.as_bytes(), now.text.as_bytes());
        // A mark in front of a text moves what is in its first line by one, and so do offsets.
        let same = if then.position(0) == now.position(0) { common_start(old, new) } else { 0 };
        let front = old.get(..same).unwrap_or_default().iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
        let tail = common_end(old.get(same..).unwrap_or_default(), new.get(same..).unwrap_or_default());
        // What stands in the line above may be about what is below: that line is to be the same as well.
        let end = old.len() - tail;
        let mut lines = old.iter().enumerate().skip(end).filter(|(_, byte)| **byte == b'\n').skip(1);
        let back = lines.next().map_or(u32::MAX, |(at, _)| at as u32 + 1);
        let by = new.len() as i64 - old.len() as i64;
        let (before, after) = (then.position(back), now.position((i64::from(back) + by) as u32));
        TextMoves {
            file,
            path: then.path.to_string(),
            front: (front as u32, then.position(front as u32).offset),
            back: (back, if back == u32::MAX { back } else { before.offset }),
            by,
            lines: i64::from(after.line) - i64::from(before.line),
            units: i64::from(after.offset) - i64::from(before.offset),
        }
    }

    fn follow(&self, at: &mut Position) -> Option<()> {
        let moved = |number: u32, by: i64| (i64::from(number) + by) as u32;
        let has_moved = at.offset >= self.back.1;
        has_moved.then(|| (at.line, at.offset) = (moved(at.line, self.lines), moved(at.offset, self.units)))
    }
}

/// How many bytes both start with.
pub(crate) fn common_start(left: &[u8], right: &[u8]) -> usize {
    let (words, others) = (left.as_chunks::<8>().0, right.as_chunks::<8>().0);
    let same = 8 * words.iter().zip(others).take_while(|(left, right)| left == right).count();
    let rest = left.iter().skip(same).zip(right.iter().skip(same));
    same + rest.take_while(|(left, right)| left == right).count()
}

/// How many bytes both end with.
pub(crate) fn common_end(left: &[u8], right: &[u8]) -> usize {
    let (words, others) = (left.as_rchunks::<8>().1, right.as_rchunks::<8>().1);
    let same = 8 * words.iter().rev().zip(others.iter().rev()).take_while(|(left, right)| left == right).count();
    let rest = left.iter().rev().skip(same).zip(right.iter().rev().skip(same));
    same + rest.take_while(|(left, right)| left == right).count()
}
