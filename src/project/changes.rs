//! What is new in a report since the one before.

use std::cmp::Ordering;
use std::rc::Rc;

use serde::Serialize;

use crate::moves::{Move, Moves};
use crate::report::model::{Diagnostic, Finding, Report};

/// A report as pieces of the one before and what is new.
#[derive(Debug, Serialize)]
pub struct Changes {
    /// The report without results and diagnostics.
    pub report: Report,
    /// How far places of the report before have moved.
    pub moves: Vec<Move>,
    /// Its results.
    pub results: Vec<Piece<Finding>>,
    /// Its diagnostics.
    pub diagnostics: Vec<Piece<Diagnostic>>,
}

/// Part of a list.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub enum Piece<T> {
    /// A stretch of the list before: the index of its first item, and of the one after the last.
    Same(usize, usize),
    /// The same, of items of which nothing is new but the places, which have moved; it says so.
    Moved(usize, usize, bool),
    /// Items that were not in it.
    New(Vec<Rc<T>>),
}

/// What has a place in a report.
pub(super) trait Placed: PartialEq {
    /// Which comes first: this one of the report before, or another of this report.
    fn order(&self, other: &Self, moves: &Moves) -> Ordering;

    /// Whether the other is this one, with its places moved.
    fn has_moved_to(&self, other: &Self, moves: &Moves) -> bool;
}

impl Placed for Finding {
    fn order(&self, other: &Self, moves: &Moves) -> Ordering {
        let start = moves.offset(&self.location.file, self.location.start.offset);
        let key = (&self.root, &self.location.file, start, &self.address);
        key.cmp(&(&other.root, &other.location.file, other.location.start.offset, &other.address))
    }

    fn has_moved_to(&self, other: &Self, moves: &Moves) -> bool {
        // Those of another judgement would be others.
        let is_copy = Rc::ptr_eq(&self.tool_verdicts, &other.tool_verdicts);
        is_copy
            && self.fixes.is_empty()
            && other.fixes.is_empty()
            && self.places().zip(other.places()).all(|(place, now)| {
                let mut place = place.clone();
                moves.follow(&mut place).is_some() && place == *now
            })
    }
}

/// Those that have moved are told again: there are few, and they are short.
impl Placed for Diagnostic {
    fn order(&self, other: &Self, _: &Moves) -> Ordering {
        (&self.location, &self.code, &self.message).cmp(&(&other.location, &other.code, &other.message))
    }

    fn has_moved_to(&self, _: &Self, _: &Moves) -> bool {
        false
    }
}

/// `now` as pieces of `before` and what is new; both are in order.
pub(super) fn pieces<T: Placed>(before: &[Rc<T>], now: &[Rc<T>], moves: &Moves) -> Vec<Piece<T>> {
    let mut pieces: Vec<Piece<T>> = Vec::new();
    let mut at = 0;
    for item in now {
        match find(before, &mut at, item, moves) {
            Some((same, has_moved)) => match pieces.last_mut() {
                Some(Piece::Same(_, end)) if *end == same && !has_moved => *end += 1,
                Some(Piece::Moved(_, end, _)) if *end == same && has_moved => *end += 1,
                _ if has_moved => pieces.push(Piece::Moved(same, same + 1, true)),
                _ => pieces.push(Piece::Same(same, same + 1)),
            },
            None => match pieces.last_mut() {
                Some(Piece::New(items)) => items.push(item.clone()),
                _ => pieces.push(Piece::New(vec![item.clone()])),
            },
        }
    }
    pieces
}

/// Where an item stands in a list from `at` on, and whether it has moved since; `at` moves past what comes before it.
fn find<T: Placed>(list: &[Rc<T>], at: &mut usize, item: &Rc<T>, moves: &Moves) -> Option<(usize, bool)> {
    while let Some(known) = list.get(*at) {
        let order = if Rc::ptr_eq(known, item) { Ordering::Equal } else { known.order(item, moves) };
        if order == Ordering::Greater {
            return None;
        }
        *at += 1;
        if order == Ordering::Equal {
            let is_same = Rc::ptr_eq(known, item) || known == item;
            if is_same || known.has_moved_to(item, moves) {
                return Some((*at - 1, !is_same));
            }
        }
    }
    None
}
