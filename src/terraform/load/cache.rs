//! Parsed files by path and text, so that only what changed is parsed again.

use std::collections::BTreeMap;
use std::rc::Rc;

use crate::syntax::{self, Parsed};
use crate::text::{FileId, Source, Sources};

/// Trees of the files seen so far. A path keeps its [`FileId`] for as long as the cache lives, so trees of unchanged
/// files and their spans stay valid beside new ones.
#[derive(Debug, Default)]
pub struct ParseCache {
    sources: Sources,
    trees: BTreeMap<Rc<str>, Tree>,
    texts: BTreeMap<Rc<str>, Rc<str>>,
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
            let text = self.sources.get(id).map_or_else(|| body.into(), |source| source.text.clone());
            self.trees.insert(path.into(), Tree { id, text, bom, parsed: None });
        }
        &self.trees[path]
    }
}
