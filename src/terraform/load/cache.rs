//! Parsed files and the modules made of them, so that only what changed is read again.

use std::rc::Rc;

use super::module::{self, ModuleFile};
use super::path;
use crate::sorted::SortedMap;
use crate::syntax::ast::Expr;
use crate::syntax::{self, Parsed, SyntaxError, expression};
use crate::terraform::configuration::{CallTarget, Module, Problem, VariableValue, same_values};
use crate::text::{FileId, Source, Sources};

/// Of a module with values for its variables, so many versions are kept: whoever asks alternately under two sets of
/// options finds both.
const VERSIONS: usize = 2;

/// A module of fewer is made anew as fast.
const FEWEST_RESOURCES: usize = 12;

/// Trees of the files seen so far. A path keeps its [`FileId`] for as long as the cache lives, so trees of unchanged
/// files and their spans stay valid beside new ones. A module of which nothing changed stays the same [`Rc`].
#[derive(Clone, Debug, Default)]
pub struct ParseCache {
    sources: Sources,
    trees: SortedMap<Rc<str>, Tree>,
    modules: SortedMap<Rc<str>, Built>,
    /// Counts the configurations read.
    reading: u32,
}

/// A module and what it was made of.
#[derive(Clone, Debug)]
pub(super) struct Built {
    files: Vec<ModuleFile>,
    /// The module.
    pub module: Rc<Module>,
    /// The problems found when it was made.
    pub problems: Rc<[Problem]>,
    /// The module with the values of its variables, the latest last.
    with_values: Vec<Rc<Module>>,
}

#[derive(Clone, Debug)]
struct Tree {
    id: FileId,
    /// As it was given.
    text: Rc<str>,
    meaning: Meaning,
    /// The latest text that was read in one go and without errors, and its tree.
    whole: Option<(Rc<Source>, Rc<Parsed>)>,
    /// The last reading that asked for it.
    reading: u32,
}

/// What was made of a text so far.
#[derive(Clone, Debug)]
enum Meaning {
    Unread,
    File(Rc<Parsed>),
    Expression(Result<Rc<Expr>, SyntaxError>),
    Plan(Option<Rc<Module>>, Rc<[Problem]>),
}

impl ParseCache {
    /// Another configuration is read: what it does not ask for is not part of its sources.
    pub(super) fn begin(&mut self) {
        self.reading = self.reading.wrapping_add(1);
    }

    /// All texts registered so far.
    pub fn sources(&self) -> &Sources {
        &self.sources
    }

    /// The texts that were asked for since the last `begin`, under the ids they have in the cache.
    pub fn sources_in_use(&self) -> Sources {
        let mut sources = self.sources.clone();
        for tree in self.trees.values().filter(|tree| tree.reading != self.reading) {
            sources.remove(tree.id);
        }
        sources
    }

    /// Lets go of a file that is given no longer.
    pub fn forget(&mut self, path: &str) {
        if let Some(tree) = self.trees.get_mut(path) {
            tree.meaning = Meaning::Unread;
            tree.whole = None;
            tree.text = "".into();
            self.sources.remove(tree.id);
        }
        self.modules.remove(path::split(&path::normalise(path)).0);
    }

    /// The id of a text, registered under its path if it is new or changed.
    pub fn register(&mut self, path: &Rc<str>, text: &Rc<str>) -> FileId {
        self.tree(path, text).0
    }

    /// The tree of a Terraform or variable file.
    pub fn parse(&mut self, path: &Rc<str>, text: &Rc<str>) -> Rc<Parsed> {
        let (id, known) = self.tree(path, text);
        if let Meaning::File(parsed) = known {
            return parsed.clone();
        }
        let whole = self.trees.get(path).and_then(|tree| tree.whole.clone());
        let source = self.sources.get(id).cloned().unwrap_or_else(|| Rc::new(Source::new(path, text)));
        let parsed = Rc::new(match whole {
            Some((before, tree)) => syntax::parse_changed(path, id, &source, &before, &tree),
            None => syntax::parse_file(path, id, &source),
        });
        if let Some(tree) = self.trees.get_mut(path) {
            tree.meaning = Meaning::File(parsed.clone());
            if parsed.at_once && parsed.errors.is_empty() {
                tree.whole = Some((source, parsed.clone()));
            }
        }
        parsed
    }

    /// The expression that a text is.
    ///
    /// # Errors
    /// The first place where it is none.
    pub fn expression(&mut self, path: &Rc<str>, text: &Rc<str>) -> Result<Rc<Expr>, SyntaxError> {
        let (id, known) = self.tree(path, text);
        if let Meaning::Expression(read) = known {
            return read.clone();
        }
        let read = expression::parse(text, id).map(Rc::new);
        self.note(path, Meaning::Expression(read.clone()));
        read
    }

    /// The module of a plan or state, and its problems; `read` makes them of its text the first time.
    pub fn plan(
        &mut self,
        path: &Rc<str>,
        text: &Rc<str>,
        read: impl FnOnce(FileId, &str, &mut Vec<Problem>) -> Option<Module>,
    ) -> (Option<Rc<Module>>, Rc<[Problem]>) {
        let (id, known) = self.tree(path, text);
        if let Meaning::Plan(module, problems) = known {
            return (module.clone(), problems.clone());
        }
        let mut problems = Vec::new();
        let body = self.sources.get(id).map_or_else(|| text.clone(), |source| source.text.clone());
        let module = read(id, &body, &mut problems).map(Rc::new);
        let problems: Rc<[Problem]> = problems.into();
        self.note(path, Meaning::Plan(module.clone(), problems.clone()));
        (module, problems)
    }

    /// The module with this key if it was made of these files.
    pub(super) fn module(&self, key: &str, files: &[ModuleFile]) -> Option<&Built> {
        self.modules.get(key).filter(|built| built.files == files)
    }

    /// The module with this key as these files make it, where little changed since it was made; `None` where it has to be
    /// made anew.
    pub(super) fn rebuilt(&self, key: &str, files: &[ModuleFile]) -> Option<Module> {
        let is_worth_it =
            |built: &&Built| built.problems.is_empty() && built.module.resources.len() >= FEWEST_RESOURCES;
        let built = self.modules.get(key).filter(is_worth_it)?;
        module::rebuild(&built.files, &built.module, files, &self.sources)
    }

    /// Whether all files of the module with this key could be read.
    pub(super) fn module_is_whole(&self, key: &str) -> bool {
        let files = self.modules.get(key).map_or(&[][..], |built| &built.files);
        files.iter().all(|file| file.parsed.errors.is_empty())
    }

    /// The module of the model with this key, whose files are always the same.
    pub(super) fn model(&mut self, key: &str) -> Option<&Built> {
        let built = self.modules.get(key)?;
        for file in &built.files {
            if let Some(tree) = self.trees.get_mut(&file.path) {
                tree.reading = self.reading;
            }
        }
        Some(built)
    }

    /// Keeps a module that was made of these files.
    pub(super) fn keep(&mut self, files: Vec<ModuleFile>, module: Rc<Module>, problems: Rc<[Problem]>) {
        self.modules.insert(module.key.clone(), Built { files, module, problems, with_values: Vec::new() });
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
        if let Some(built) = self.modules.get_mut(&changed.key)
            && Rc::ptr_eq(&built.module, &module)
        {
            built.module = changed.clone();
            built.with_values.clear();
        }
        changed
    }

    /// The module with values for its variables.
    pub(super) fn with_values(&mut self, module: Rc<Module>, values: SortedMap<Rc<str>, VariableValue>) -> Rc<Module> {
        if values.is_empty() {
            return module;
        }
        let built = self.modules.get_mut(&module.key).filter(|built| Rc::ptr_eq(&built.module, &module));
        let known = built.map(|built| &mut built.with_values);
        if let Some(same) =
            known.iter().flat_map(|known| known.iter()).find(|known| same_values(&known.variable_values, &values))
        {
            return same.clone();
        }
        let changed = Rc::new(Module { variable_values: values, ..(*module).clone() });
        if let Some(known) = known {
            if known.len() >= VERSIONS {
                known.remove(0);
            }
            known.push(changed.clone());
        }
        changed
    }

    fn note(&mut self, path: &str, meaning: Meaning) {
        if let Some(tree) = self.trees.get_mut(path) {
            tree.meaning = meaning;
        }
    }

    /// The id of a text, and what is known of it.
    fn tree(&mut self, path: &Rc<str>, text: &Rc<str>) -> (FileId, &Meaning) {
        let sources = &mut self.sources;
        let source = || Rc::new(Source::sharing(path.clone(), text.clone()));
        let tree = self.trees.get_or_insert_with(path.clone(), || Tree {
            id: sources.add(source()),
            text: text.clone(),
            meaning: Meaning::Unread,
            whole: None,
            reading: 0,
        });
        tree.reading = self.reading;
        let same = Rc::ptr_eq(&tree.text, text) || tree.text == *text && sources.get(tree.id).is_some();
        if !same {
            sources.replace(tree.id, source());
            tree.meaning = Meaning::Unread;
        }
        tree.text = text.clone();
        (tree.id, &tree.meaning)
    }
}
