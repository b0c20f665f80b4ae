//! What `terraform init` downloaded: `.terraform/modules/modules.json`.

use std::rc::Rc;

use super::path;
use super::source::DEFAULT_HOST;
use crate::from_json::{from_json, json_object};
use crate::sorted::SortedMap;

/// Where the manifest stands in a root module.
const PLACE: &str = ".terraform/modules/modules.json";

struct Manifest {
    modules: Vec<Entry>,
}

json_object!(Manifest {} or_default { modules });

struct Entry {
    key: String,
    source: String,
    dir: String,
}

json_object!(Entry { key, dir } or_default { source });

/// Downloaded modules, by the directory of the caller and the name of the call.
#[derive(Debug, Default)]
pub(super) struct Downloads {
    modules: SortedMap<(Rc<str>, Rc<str>), Download>,
}

#[derive(Debug)]
struct Download {
    source: String,
    directory: Rc<str>,
}

impl Downloads {
    /// Reads every manifest among the given files. A manifest that is not valid is as good as none: `terraform init`
    /// makes it anew.
    pub fn read<'a>(files: impl Iterator<Item = (&'a str, &'a str)>) -> Downloads {
        let mut downloads = Downloads::default();
        for (file, text) in files {
            let root = match file.strip_suffix(PLACE) {
                Some("") => "",
                Some(root) if root.ends_with('/') => root.trim_end_matches('/'),
                _ => continue,
            };
            if let Ok(manifest) = from_json::<Manifest>(text) {
                downloads.add(root, &manifest);
            }
        }
        downloads
    }

    fn add(&mut self, root: &str, manifest: &Manifest) {
        let directory = |entry: &Entry| -> Rc<str> { path::join(root, &entry.dir).into() };
        let by_key: SortedMap<&str, Rc<str>> =
            manifest.modules.iter().map(|entry| (entry.key.as_str(), directory(entry))).collect();
        for entry in manifest.modules.iter().filter(|entry| !entry.key.is_empty()) {
            let (caller, name) = entry.key.rsplit_once('.').unwrap_or(("", &entry.key));
            let Some(caller) = by_key.get(caller) else { continue };
            let download =
                Download { source: without_default_host(&entry.source).to_owned(), directory: directory(entry) };
            self.modules.get_or_insert_with((caller.clone(), name.into()), || download);
        }
    }

    /// The directory a call was downloaded to. A manifest that names another source is older than the call.
    pub fn directory(&self, caller: &str, name: &str, source: &str) -> Option<&Rc<str>> {
        let Download { source: known, directory } = self.modules.get(&(Rc::from(caller), Rc::from(name)))?;
        // Other addresses than those of registries are rewritten when they are recorded.
        let is_registry = !known.contains(':') && !known.is_empty();
        (!is_registry || known == without_default_host(source)).then_some(directory)
    }
}

fn without_default_host(source: &str) -> &str {
    source.strip_prefix(DEFAULT_HOST).and_then(|rest| rest.strip_prefix('/')).unwrap_or(source)
}
