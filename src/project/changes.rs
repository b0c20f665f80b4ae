//! What is new in a report since the one before.

use std::cmp::Ordering;
use std::rc::Rc;

use serde::Serialize;

use crate::report::model::{Diagnostic, Finding, Report};

/// A report as pieces of the one before and what is new.
#[derive(Debug, Serialize)]
pub struct Changes {
    /// The report without results and diagnostics.
    pub report: Report,
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
    /// Items that were not in it.
    New(Vec<Rc<T>>),
}

/// What has a place in a report.
pub(super) trait Placed: PartialEq {
    /// Which of two comes first.
    fn order(&self, other: &Self) -> Ordering;
}

impl Placed for Finding {
    fn order(&self, other: &Self) -> Ordering {
        let key = (&self.root, &self.location.file, self.location.start, &self.address);
        key.cmp(&(&other.root, &other.location.file, other.location.start, &other.address))
    }
}

impl Placed for Diagnostic {
    fn order(&self, other: &Self) -> Ordering {
        (&self.location, &self.code, &self.message).cmp(&(&other.location, &other.code, &other.message))
    }
}

/// `now` as pieces of `before` and what is new; both are in order.
pub(super) fn pieces<T: Placed>(before: &[Rc<T>], now: &[Rc<T>]) -> Vec<Piece<T>> {
    let mut pieces: Vec<Piece<T>> = Vec::new();
    let mut at = 0;
    for item in now {
        match find(before, &mut at, item) {
            Some(same) => match pieces.last_mut() {
                Some(Piece::Same(_, end)) if *end == same => *end += 1,
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

/// Where an item stands in a list from `at` on; `at` moves past what comes before it.
fn find<T: Placed>(list: &[Rc<T>], at: &mut usize, item: &Rc<T>) -> Option<usize> {
    while let Some(known) = list.get(*at) {
        let order = if Rc::ptr_eq(known, item) { Ordering::Equal } else { known.order(item) };
        if order == Ordering::Greater {
            return None;
        }
        *at += 1;
        if order == Ordering::Equal && (Rc::ptr_eq(known, item) || known == item) {
            return Some(*at - 1);
        }
    }
    None
}
