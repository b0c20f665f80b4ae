//! What a check says of one root module, and what that hangs on.

use std::rc::Rc;

use super::diagnostics;
use super::fixes::Proposals;
use super::known::Known;
use super::unit::Unit;
use crate::report::model::{Diagnostic, Finding};
use crate::sorted::SortedSet;
use crate::terraform::budget::Steps;
use crate::terraform::configuration::{Configuration, Module};
use crate::terraform::reads::Reads;
use crate::text::{Span, Texts};

/// The results of one root module. They hold for as long as its modules, the files they read and the options stay the
/// same: each root is judged by itself.
#[derive(Debug, Default)]
pub struct Part {
    /// Key of the root.
    pub root: Rc<str>,
    /// Sorted as in the report.
    pub findings: Vec<Rc<Finding>>,
    pub(super) proposals: Proposals,
    /// Sorted as in the report.
    pub diagnostics: Vec<Rc<Diagnostic>>,
    /// Comments that silenced something.
    pub used_comments: SortedSet<Span>,
    /// Comments at what would not be reported anyway.
    pub passing_comments: SortedSet<Span>,
    pub(super) modules: Vec<Rc<Module>>,
    pub(super) reads: Reads,
    /// Steps that judging took; `None` where they ran out.
    pub steps: Option<u64>,
    /// What is known of its blocks; `None` where it holds only as a whole.
    pub(super) known: Option<Known>,
}

impl Part {
    /// Of what was judged, and what is remarked on the root module as a whole.
    pub(super) fn of(root: &Rc<str>, units: &mut [Unit], diagnostics: Vec<Rc<Diagnostic>>) -> Part {
        let mut part = Part { root: root.clone(), diagnostics, ..Part::default() };
        let before = part.diagnostics.len();
        for unit in units {
            if unit.can_be_kept {
                part.findings.extend_from_slice(&unit.findings);
            } else {
                part.findings.append(&mut unit.findings);
            }
            part.diagnostics.extend_from_slice(&unit.diagnostics);
            for comment in &unit.used_comments {
                part.used_comments.insert(*comment);
            }
            for comment in &unit.passing_comments {
                part.passing_comments.insert(*comment);
            }
        }
        part.findings.sort_by(|a, b| {
            let (at, other) = (&a.location, &b.location);
            (&at.file, at.start, &a.address).cmp(&(&other.file, other.start, &b.address))
        });
        if part.diagnostics.len() > before {
            diagnostics::sort(&mut part.diagnostics);
        }
        part.proposals = Proposals::of(&part.findings);
        part
    }

    /// Whether judging again would give the same; then it takes the same steps. `then` are the files that were given
    /// when it last did.
    pub fn holds(&self, then: &Texts, configuration: &Configuration, steps: &mut Steps) -> bool {
        let is_same =
            |module: &Rc<Module>| configuration.modules.get(&module.key).is_some_and(|now| Rc::ptr_eq(module, now));
        self.modules.iter().all(is_same) && self.reads.hold(then, &configuration.files) && steps.take_again(self.steps)
    }

    /// Whether some of it was known when it was judged, so that all of it may take fewer steps than it says.
    pub fn is_pieced_together(&self) -> bool {
        self.known.as_ref().is_some_and(|known| known.is_pieced_together)
    }
}
