//! What of a root module that was judged before need not be judged again.
//!
//! A block comes to the same as before while everything it hangs on is the same: the declarations that references lead to
//! ([`Mentions`]), what was found without a reference ([`Asked`]), the modules that are called, the files that were read.
//! What hangs on the order of judging, such as what limits leave, holds only as a whole.

use std::rc::Rc;

use super::asked::Asked;
use super::context::Indexed;
use super::part::Part;
use super::policies::{Attached, PolicyIndex};
use super::unit::{self, Unit};
use crate::moves::Moves;
use crate::terraform::budget::{MOST_INSTANCES_OF_ROOT, STEPS_PER_QUESTION};
use crate::terraform::configuration::{Configuration, Module};
use crate::terraform::evaluator::Evaluator;
use crate::terraform::mentions::Mentions;
use crate::terraform::reads::Reads;
use crate::text::{Sources, Texts};

/// Of fewer units, all are judged again as fast as it is found which are not.
pub const FEWEST_UNITS: usize = 8;

/// What is known of the blocks of a root module.
#[derive(Debug, Default)]
pub struct Known {
    /// In the order in which they are judged.
    pub units: Vec<Unit>,
    /// What its blocks give the indexes.
    pub indexed: Indexed,
    /// What its declarations hang on.
    pub mentions: Mentions,
    /// What was read of the given files.
    pub reads: Reads,
    /// Whether policies may be attached to any role.
    is_open: bool,
    /// Answers that are others now.
    changed: Asked,
    /// Steps that judging took, at most.
    steps: u64,
    /// Instances that were met, at most.
    instances: usize,
    /// Whether anything was known when it was judged.
    pub is_pieced_together: bool,
}

impl Known {
    /// Finds what no longer holds of what is known of a root module, which was made of `modules` and read some of the
    /// files `then`. In a function of its own, as others here, so that a first check does without it.
    #[inline(never)]
    pub fn compare(&mut self, modules: &[Rc<Module>], then: &Texts, moves: &Moves, configuration: &Configuration) {
        self.changed = Asked::default();
        self.indexed.number(&mut self.mentions);
        for unit in &mut self.units {
            let mentions = &mut self.mentions;
            unit.declaration.get_or_insert_with(|| mentions.id(unit::declaration(unit.path.first(), &unit.block)));
        }
        let key = modules.first().map_or("", |root| &root.key);
        let now = configuration.tree(key);
        let (Some((before, called)), Some((after, calls))) = (modules.split_first(), now.split_first()) else {
            *self = Known::default();
            return;
        };
        let same_calls = called.len() == calls.len() && called.iter().zip(calls).all(|(a, b)| Rc::ptr_eq(a, b));
        let is_local = self.mentions.update(before, after, moves).is_some();
        if !is_local || !same_calls || !self.reads.hold(then, &configuration.files) {
            self.forget();
            return;
        }
        self.note_changes();
        let again = self.units.iter().filter(|unit| !self.holds(unit)).count();
        // To judge most of it and then all of it would take longer.
        self.is_pieced_together = 2 * again < self.units.len() && self.instances + again <= MOST_INSTANCES_OF_ROOT;
        if !self.is_pieced_together {
            self.forget();
        }
    }

    fn holds(&self, unit: &Unit) -> bool {
        unit.can_be_kept
            && unit.declaration.is_some_and(|declaration| !self.mentions.has_changed(declaration))
            && !unit.asked.is_touched_by(&self.changed)
    }

    /// Leaves nothing but what declarations mention.
    pub fn forget(&mut self) {
        *self = Known { mentions: std::mem::take(&mut self.mentions), ..Known::default() };
    }

    fn note_changes(&mut self) {
        for (_, ty, _) in self.mentions.changed() {
            // Whatever there is may be in a module.
            if &**ty == "module" { self.changed.add_all() } else { self.changed.add_type(ty) }
        }
        self.note_attached();
    }

    /// What attaches policies and is no longer the same, or was not before.
    fn note_attached(&mut self) {
        for given in &self.indexed.attached {
            // What is read now has no number yet.
            if !given.is_new() && !given.is_other(&self.mentions) {
                continue;
            }
            for attached in given.all.iter() {
                match attached {
                    Attached::Declared(address, _) => self.changed.roles.push((address.clone(), None)),
                    Attached::Named(name, _) => self.changed.roles.push(("".into(), Some(name.clone()))),
                    Attached::Any => {}
                }
            }
        }
    }

    /// The units that hold, once the indexes are made anew.
    pub fn units_that_hold(&mut self, policies: &PolicyIndex, moves: &Moves, sources: &Sources) -> Vec<Unit> {
        let was_open = std::mem::replace(&mut self.is_open, policies.is_open());
        self.changed.any_role |= was_open != self.is_open;
        if self.units.is_empty() { Vec::new() } else { self.units_of_the_same(moves, sources) }
    }

    #[inline(never)]
    fn units_of_the_same(&mut self, moves: &Moves, sources: &Sources) -> Vec<Unit> {
        self.note_attached();
        let mut units = std::mem::take(&mut self.units);
        units.retain_mut(|unit| self.holds(unit) && unit.follow(moves, sources).is_some());
        units
    }

    /// Whether the next check can take something of this; `ev` judged what was not known, and met so many instances that
    /// were.
    #[inline(never)]
    pub fn can_be_used(&mut self, ev: &Evaluator<'_>, known: usize, steps: u64, modules: &[Rc<Module>]) -> bool {
        self.steps += steps;
        self.instances += ev.instance_count().saturating_sub(known);
        // With so few steps, no question can have run out of them, nor would in another order.
        ev.is_in_any_order()
            && self.steps <= STEPS_PER_QUESTION
            && self.instances <= MOST_INSTANCES_OF_ROOT
            && is_divisible(modules)
    }

    /// What is known now, for the next check.
    #[inline(never)]
    pub fn keep(&mut self, units: Vec<Unit>, part: &mut Part) {
        part.reads.add(&self.reads);
        self.reads = part.reads.clone();
        self.units = units;
        part.known = Some(std::mem::take(self));
    }

    /// Steps that judging took, at most.
    pub fn steps(&self) -> u64 {
        self.steps
    }
}

/// Whether what is judged of a root module with these modules can be told block by block.
fn is_divisible(modules: &[Rc<Module>]) -> bool {
    let is_validated = |module: &Rc<Module>| module.variables.values().any(|it| !it.validations.is_empty());
    let is_planned = |module: &Rc<Module>| module.resources.first().is_some_and(|it| it.address.is_some());
    // Which values modules refuse is told of those that were looked into.
    modules.first().is_some_and(|root| !is_planned(root)) && !modules.iter().skip(1).any(is_validated)
}
