//! Bounds: nothing pasted may hang or exhaust the tab.

use std::cell::Cell;

/// How deep modules may nest.
pub const MODULE_DEPTH: u32 = 24;
/// How deep expressions and references may nest.
pub const EVALUATION_DEPTH: u32 = 220;
/// Most instances one `count` may make here.
pub const MOST_INSTANCES: i64 = 2_000;
/// Most combinations of undecided inputs that are tried for one subject.
pub const MOST_CASES: usize = 96;

const STEPS_PER_QUESTION: u64 = 300_000;
const STEPS_PER_ROOT: u64 = 20_000_000;
const BYTES_PER_ROOT: u64 = 24_000_000;

/// What is left to spend.
#[derive(Debug)]
pub struct Budget {
    question: Cell<u64>,
    root: Cell<u64>,
    bytes: Cell<u64>,
}

impl Default for Budget {
    fn default() -> Self {
        Budget {
            question: Cell::new(STEPS_PER_QUESTION),
            root: Cell::new(STEPS_PER_ROOT),
            bytes: Cell::new(BYTES_PER_ROOT),
        }
    }
}

impl Budget {
    /// A new question begins: its steps count anew, the root's go on.
    pub fn next_question(&self) {
        self.question.set(STEPS_PER_QUESTION);
    }

    /// Takes one evaluation step; `false` when none is left.
    pub fn step(&self) -> bool {
        take(&self.question, 1) && take(&self.root, 1)
    }

    /// Takes bytes or elements made; `false` when too many were made.
    pub fn spend(&self, units: usize) -> bool {
        take(&self.bytes, units as u64) && take(&self.question, units as u64 / 16)
    }
}

fn take(from: &Cell<u64>, amount: u64) -> bool {
    match from.get().checked_sub(amount) {
        Some(left) => {
            from.set(left);
            true
        }
        None => {
            from.set(0);
            false
        }
    }
}
