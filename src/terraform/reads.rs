//! What an evaluation looked at of the given files, so that whoever keeps its results knows whether they still hold.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use super::configuration::Configuration;
use crate::sorted::SortedSet;
use crate::text::Texts;

/// Files that were looked for while a root module was evaluated.
#[derive(Clone, Debug, Default)]
pub struct Reads {
    paths: RefCell<SortedSet<Rc<str>>>,
    listed: Cell<bool>,
}

impl Reads {
    /// The text of a given file.
    pub(super) fn file(&self, configuration: &Configuration, path: &str) -> Option<Rc<str>> {
        if !self.paths.borrow().contains(path) {
            self.paths.borrow_mut().insert(path.into());
        }
        configuration.files.get(path).cloned()
    }

    /// The paths of all given files.
    pub(super) fn paths<'c>(&self, configuration: &'c Configuration) -> impl Iterator<Item = &'c Rc<str>> {
        self.listed.set(true);
        configuration.files.keys()
    }

    /// Adds what another evaluation looked at.
    pub fn add(&self, other: &Reads) {
        self.paths.borrow_mut().extend(other.paths.borrow().iter().cloned());
        self.listed.set(self.listed.get() || other.listed.get());
    }

    /// Whether the same files are there, and the same are not.
    pub fn hold(&self, then: &Texts, now: &Texts) -> bool {
        let same_text = |path: &Rc<str>| match (then.get(path), now.get(path)) {
            (Some(then), Some(now)) => Rc::ptr_eq(then, now),
            (None, None) => true,
            _ => false,
        };
        self.paths.borrow().iter().all(same_text) && (!self.listed.get() || then.keys().eq(now.keys()))
    }
}
