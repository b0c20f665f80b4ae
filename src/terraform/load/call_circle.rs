//! Modules that contain themselves.

use std::rc::Rc;

use crate::sorted::{SortedMap, SortedSet};
use crate::terraform::configuration::{CallTarget, Module};

/// The calls that lead back to a module around them, by the module they stand in, seen from these roots.
pub(super) fn leading_back(roots: &[Rc<str>], modules: &SortedMap<Rc<str>, Rc<Module>>) -> Vec<(Rc<str>, Rc<str>)> {
    let mut found = Vec::new();
    let mut met: SortedSet<&str> = SortedSet::new();
    let mut left: SortedSet<&str> = SortedSet::new();
    let mut waiting: Vec<(&str, bool)> = roots.iter().rev().map(|root| (&**root, false)).collect();
    while let Some((key, is_left)) = waiting.pop() {
        if is_left {
            left.insert(key);
            continue;
        }
        if !met.insert(key) {
            continue;
        }
        waiting.push((key, true));
        let Some(module) = modules.get(key) else { continue };
        for call in module.calls.values().rev() {
            let CallTarget::Module(target) = &call.target else { continue };
            match (met.contains(&**target), left.contains(&**target)) {
                (true, false) => found.push((key.into(), call.name.clone())),
                (true, true) => {}
                (false, _) => waiting.push((target, false)),
            }
        }
    }
    found
}
