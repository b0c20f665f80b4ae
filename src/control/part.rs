//! What a check says of one root module, and what that hangs on.

use std::rc::Rc;

use super::fixes::Proposals;
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
}

impl Part {
    /// Whether judging again would give the same; then it takes the same steps. `then` are the files that were given
    /// when it last did.
    pub fn holds(&self, then: &Texts, configuration: &Configuration, steps: &mut Steps) -> bool {
        let is_same =
            |module: &Rc<Module>| configuration.modules.get(&module.key).is_some_and(|now| Rc::ptr_eq(module, now));
        self.modules.iter().all(is_same) && self.reads.hold(then, &configuration.files) && steps.take_again(self.steps)
    }
}
