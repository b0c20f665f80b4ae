//! Bounds: nothing pasted may hang or exhaust the tab.

use std::cell::Cell;

/// How deep modules may nest.
pub const MODULE_DEPTH: u32 = 24;
/// Why a call deeper down is not followed.
pub const TOO_DEEP: &str = "modules are nested more than 24 deep";
/// How many modules of a root are looked into, one that is called twice counted twice.
pub const MOST_MODULES: usize = 5_000;
/// Why more of them are not.
pub const TOO_MANY_MODULES: &str = "a root module leads to more than 5,000 modules";
/// How deep expressions and references may nest.
pub const EVALUATION_DEPTH: u32 = 220;
/// Most values that one value may be made of.
pub const LARGEST_VALUE: usize = 250_000;
/// Most instances one `count` may make here.
pub const MOST_INSTANCES: i64 = 2_000;
/// Once a root has so many instances, what makes several is judged as one of them, `[*]`.
pub const MOST_INSTANCES_OF_ROOT: usize = 10_000;
/// Most combinations of undecided inputs that are tried for one subject.
pub const MOST_CASES: usize = 96;

/// Steps for one question about a root module.
pub const STEPS_PER_QUESTION: u64 = 300_000;
/// Steps for a root module of any size: a second's work.
const STEPS_PER_ROOT: u64 = 3_000_000;
/// Steps for each byte that was given: reading it takes as long.
const STEPS_PER_BYTE: u64 = 10;
const BYTES_PER_ROOT: u64 = 24_000_000;

fn steps_per_root(bytes: usize) -> u64 {
    STEPS_PER_ROOT + STEPS_PER_BYTE * bytes as u64
}

/// Steps for all root modules of a check together.
#[derive(Clone, Debug)]
pub struct Steps {
    left: u64,
    most: u64,
}

impl Steps {
    /// For a check of so many bytes.
    pub fn of_check(bytes: usize) -> Steps {
        Steps { left: STEPS_PER_ROOT + steps_per_root(bytes), most: steps_per_root(bytes) }
    }

    /// How many the next root module may take.
    pub fn for_root(&self) -> u64 {
        self.left.min(self.most)
    }

    /// Whether the next root module may take as many as the first.
    pub fn are_plenty(&self) -> bool {
        self.left >= self.most
    }

    /// Takes so many for a root module; `None` where it is not judged to its end with those that are left.
    pub fn take(&mut self, taken: u64) -> Option<u64> {
        let whole = taken <= self.for_root();
        self.left = self.left.saturating_sub(taken);
        whole.then_some(taken)
    }

    /// Takes the steps of what was judged to its end before; `false` and none where that would not be so now.
    pub fn take_again(&mut self, taken: Option<u64>) -> bool {
        match taken.filter(|taken| *taken <= self.for_root()) {
            Some(taken) => self.take(taken).is_some(),
            None => false,
        }
    }
}

/// What is left to spend.
#[derive(Debug)]
pub struct Budget {
    question: Cell<u64>,
    root: Cell<u64>,
    bytes: Cell<u64>,
    spent: Cell<u64>,
}

impl Budget {
    /// What may be spent on a root module of a configuration of so many bytes.
    pub fn of(bytes: usize) -> Budget {
        Budget {
            question: Cell::new(STEPS_PER_QUESTION),
            root: Cell::new(steps_per_root(bytes)),
            bytes: Cell::new(BYTES_PER_ROOT),
            spent: Cell::new(0),
        }
    }

    /// Leaves no more than so many steps.
    pub fn limit(&self, steps: u64) {
        self.root.set(self.root.get().min(steps));
    }

    /// Steps taken so far.
    pub fn spent(&self) -> u64 {
        self.spent.get()
    }

    /// A new question begins: its steps count anew, the root's go on.
    pub fn next_question(&self) {
        self.question.set(STEPS_PER_QUESTION);
    }

    /// Takes one evaluation step; `false` when none is left.
    pub fn step(&self) -> bool {
        self.spent.set(self.spent.get() + 1);
        take(&self.question, 1) && take(&self.root, 1)
    }

    /// Takes bytes or elements made; `false` when too many were made.
    pub fn spend(&self, units: usize) -> bool {
        let steps = units as u64 / 16;
        self.spent.set(self.spent.get() + steps);
        take(&self.bytes, units as u64) && take(&self.question, steps) && take(&self.root, steps)
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
