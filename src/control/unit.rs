//! What was judged of one block, kept for as long as nothing changes that matters to it.

use std::rc::Rc;

use crate::moves::Moves;
use crate::report::model::{Diagnostic, Finding, Status};
use crate::syntax::ast::Block;
use crate::terraform::configuration::Mode;
use crate::terraform::evaluator::ModulePath;
use crate::terraform::mentions::Name;
use crate::text::{Sources, Span};

use super::asked::Asked;
use super::diagnostics::Diagnostics;
use super::judgement::Judgement;
use super::suppression;

/// A block of a subject, or a call that is judged, with all that is said of it.
#[derive(Debug)]
pub struct Unit {
    /// Names of the calls that lead to the block.
    pub path: ModulePath,
    /// The block.
    pub block: Rc<Block>,
    /// Judgements on its instances that nothing is said of yet.
    pub judgements: Vec<Judgement>,
    /// What is remarked about it.
    pub problems: Diagnostics,
    /// What was asked for it.
    pub asked: Asked,
    /// Number of the declaration in the root module that all of it hangs on, once it has one.
    pub declaration: Option<usize>,
    /// On its instances.
    pub findings: Vec<Rc<Finding>>,
    /// Remarks made about it.
    pub diagnostics: Vec<Rc<Diagnostic>>,
    /// Comments that silenced something.
    pub used_comments: Vec<Span>,
    /// Comments at what would not be reported anyway.
    pub passing_comments: Vec<Span>,
    /// Whether it hangs on nothing but what references lead to and what was asked.
    pub can_be_kept: bool,
}

impl Unit {
    /// Whether it is about this block, wherever that has moved.
    pub fn is_of(&self, path: &ModulePath, block: &Block) -> bool {
        self.block.is_moved(block) && self.path == *path
    }

    /// Moves all places in what is said with the texts. `None` where some of it may be otherwise than at its old place.
    pub fn follow(&mut self, moves: &Moves, sources: &Sources) -> Option<()> {
        if !moves.leaves(self.block.span) {
            // Whether a `#` begins a comment is decided by all that stands before it.
            let now = moves.span(self.block.span)?;
            if suppression::may_have_comments(sources.get(now.file)?, now) {
                return None;
            }
        }
        for finding in &mut self.findings {
            if !finding.places().all(|place| moves.leaves_place(place)) {
                Rc::make_mut(finding).places_mut().try_for_each(|place| moves.follow(place).ok_or(())).ok()?;
            }
        }
        for diagnostic in &mut self.diagnostics {
            if diagnostic.location.as_ref().is_some_and(|place| !moves.leaves_place(place)) {
                moves.follow(Rc::make_mut(diagnostic).location.as_mut()?)?;
            }
        }
        Some(())
    }
}

/// How to mend a finding depends on all that the module has, and on the ends of its files.
pub fn may_be_mended(finding: &Rc<Finding>) -> bool {
    match finding.status {
        Status::Fail | Status::Conditional => true,
        Status::Pass => !finding.pitfalls.is_empty(),
        Status::Unknown | Status::NotApplicable | Status::Suppressed => false,
    }
}

/// The declaration in the root module that a block hangs on; `call` leads to where the block stands.
pub fn declaration(call: Option<&Rc<str>>, block: &Block) -> Name {
    let label = |index: usize| block.labels.get(index).map_or_else(|| "".into(), |label| label.text.clone());
    match call {
        Some(call) => (Mode::Managed, "module".into(), call.clone()),
        None if &*block.kind == "module" => (Mode::Managed, "module".into(), label(0)),
        None => (Mode::Managed, label(0), label(1)),
    }
}
