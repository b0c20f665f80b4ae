//! A table that a case adds to, and that is as before when the case is over.

use std::collections::HashMap;
use std::rc::Rc;

/// Entries by name; those of a layer hide those below. Nothing is copied to begin a layer: there are thousands of cases
/// over thousands of entries.
pub(super) struct Layered<V> {
    own: HashMap<Rc<str>, V>,
    below: Option<Box<Layered<V>>>,
}

impl<V> Default for Layered<V> {
    fn default() -> Self {
        Layered { own: HashMap::new(), below: None }
    }
}

impl<V> Layered<V> {
    /// The uppermost entry of this name.
    pub(super) fn get(&self, name: &str) -> Option<&V> {
        let mut layer = self;
        loop {
            if let Some(value) = layer.own.get(name) {
                return Some(value);
            }
            layer = layer.below.as_deref()?;
        }
    }

    /// Sets an entry in the uppermost layer.
    pub(super) fn insert(&mut self, name: Rc<str>, value: V) {
        self.own.insert(name, value);
    }

    /// Entries of the largest layer: how many names there are, about.
    pub(super) fn len(&self) -> usize {
        self.own.len().max(self.below.as_ref().map_or(0, |below| below.len()))
    }

    /// Begins a layer.
    pub(super) fn begin(&mut self) {
        let below = std::mem::take(self);
        self.below = Some(Box::new(below));
    }

    /// Ends the uppermost layer.
    pub(super) fn end(&mut self) {
        if let Some(below) = self.below.take() {
            *self = *below;
        }
    }
}
