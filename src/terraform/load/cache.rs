//! Parsed files and the modules made of them, so that only what changed is read again.

use std::rc::Rc;

use super::module::ModuleFile;
use crate::sorted::SortedMap;
use crate::syntax::{self, Parsed};
use crate::terraform::configuration::{CallTarget, Module, Problem, VariableValue};
use crate::text::{FileId, Source, Sources};

/// Trees of the files seen so far. A path keeps its [`FileId`] for as long as the cache lives, so trees of unchanged
/// files and their spans stay valid beside new ones. A module of which nothing changed stays the same [`Rc`].
#[derive(Debug, Default)]
pub struct ParseCache {
    sources: Sources,
    trees: SortedMap<Rc<str>, Tree>,
    texts: SortedMap<Rc<str>, Rc<str>>,
    modules: SortedMap<Rc<str>, Built>,
}

/// A module and what it was made of.
#[derive(Debug)]
struct Built {
    files: Vec<ModuleFile>,
    module: Rc<Module>,
    problems: Vec<Problem>,
    /// The module with the values of its variables, where it has any.
    with_values: Option<Rc<Module>>,
}

#[derive(Debug)]
struct Tree {
    id: FileId,
    text: Rc<str>,
    bom: bool,
    parsed: Option<Rc<Parsed>>,
}

impl ParseCache {
    /// All texts registered so far.
    pub fn sources(&self) -> &Sources {
        &self.sources
    }

    /// The id of a text, registered under its path if it is new or changed.
    pub fn register(&mut self, path: &str, text: &str) -> FileId {
        self.tree(path, text).id
    }

    /// The tree of a Terraform or variable file.
    pub fn parse(&mut self, path: &str, text: &str) -> Rc<Parsed> {
        let tree = self.tree(path, text);
        if let Some(parsed) = &tree.parsed {
            return parsed.clone();
        }
        let id = tree.id;
        let Some(source) = self.sources.get(id) else {
            return Rc::new(syntax::parse_file(path, id, &Source::new(path, text)));
        };
        let parsed = Rc::new(syntax::parse_file(path, id, source));
        if let Some(tree) = self.trees.get_mut(path) {
            tree.parsed = Some(parsed.clone());
        }
        parsed
    }

    /// A shared copy of a text that is not parsed.
    pub fn text(&mut self, path: &str, text: &str) -> Rc<str> {
        if let Some(tree) = self.trees.get(path).filter(|tree| !tree.bom && &*tree.text == text) {
            return tree.text.clone();
        }
        if let Some(known) = self.texts.get(path).filter(|known| &***known == text) {
            return known.clone();
        }
        let shared: Rc<str> = text.into();
        self.texts.insert(path.into(), shared.clone());
        shared
    }

    /// The module with this key if it was made of these files, and the problems found then.
    pub(super) fn module(&self, key: &str, files: &[ModuleFile]) -> Option<(Rc<Module>, &[Problem])> {
        let built = self.modules.get(key).filter(|built| built.files == files)?;
        Some((built.module.clone(), &built.problems))
    }

    /// Keeps a module that was made of these files.
    pub(super) fn keep(&mut self, files: Vec<ModuleFile>, module: Rc<Module>, problems: Vec<Problem>) {
        self.modules.insert(module.key.clone(), Built { files, module, problems, with_values: None });
    }

    /// The module with its calls leading to these targets, in the order of the calls.
    pub(super) fn with_targets(&mut self, module: Rc<Module>, targets: Vec<CallTarget>) -> Rc<Module> {
        if module.calls.values().map(|call| &call.target).eq(targets.iter()) {
            return module;
        }
        let mut changed = (*module).clone();
        for (call, target) in changed.calls.values_mut().zip(targets) {
            Rc::make_mut(call).target = target;
        }
        let changed = Rc::new(changed);
        if let Some(built) = self.modules.get_mut(&changed.key) {
            built.module = changed.clone();
            built.with_values = None;
        }
        changed
    }

    /// The module with values for its variables.
    pub(super) fn with_values(&mut self, module: Rc<Module>, values: SortedMap<Rc<str>, VariableValue>) -> Rc<Module> {
        if values.is_empty() {
            return module;
        }
        let Some(built) = self.modules.get_mut(&module.key) else {
            return Rc::new(Module { variable_values: values, ..(*module).clone() });
        };
        match &built.with_values {
            Some(known) if same_values(&known.variable_values, &values) => known.clone(),
            _ => {
                let changed = Rc::new(Module { variable_values: values, ..(*module).clone() });
                built.with_values = Some(changed.clone());
                changed
            }
        }
    }

    fn tree(&mut self, path: &str, text: &str) -> &Tree {
        let (body, bom) = text.strip_prefix('\u{feff}').map_or((text, false), |body| (body, true));
        let known = self.trees.get(path).map(|tree| (tree.id, tree.bom == bom && &*tree.text == body));
        let id = match known {
            Some((id, true)) => id,
            Some((id, false)) => {
                self.sources.replace(id, Rc::new(Source::new(path, text)));
                id
            }
            None => self.sources.add(Rc::new(Source::new(path, text))),
        };
        if known != Some((id, true)) {
            self.trees.remove(path);
        }
        self.trees.get_or_insert_with(path.into(), || {
            let text = self.sources.get(id).map_or_else(|| body.into(), |source| source.text.clone());
            Tree { id, text, bom, parsed: None }
        })
    }
}

fn same_values(left: &SortedMap<Rc<str>, VariableValue>, right: &SortedMap<Rc<str>, VariableValue>) -> bool {
    let same = |a: &VariableValue, b: &VariableValue| match (a, b) {
        (VariableValue::Expression(a), VariableValue::Expression(b)) => Rc::ptr_eq(a, b),
        (VariableValue::Value(a), VariableValue::Value(b)) => a == b,
        _ => false,
    };
    left.len() == right.len() && left.iter().zip(right).all(|((x, a), (y, b))| x == y && same(a, b))
}
