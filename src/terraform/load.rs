//! Given files to module tree: directories, override files, variable values, module sources.

mod cache;
mod call_circle;
mod computed_source;
pub mod constant;
pub mod constraint;
mod declaration;
mod fragment;
mod manifest;
mod merge;
mod module;
mod output_declaration;
pub mod path;
mod plain;
pub mod source;
mod validation_circle;
mod variable_values;
pub mod version;

use std::collections::VecDeque;

use std::rc::Rc;

pub use cache::ParseCache;

use super::configuration::{CallTarget, Configuration, Module, ModuleCall, Problem};
use super::value::Value;
use crate::sorted::{SortedMap, SortedSet};
use crate::syntax::SyntaxError;
use crate::text::{Sources, Span, Texts};
use computed_source::Computed;
use manifest::Downloads;
use module::ModuleFile;
use path::ConfigurationName;
use source::SourceAddress;
use variable_values::VariableValues;
use version::Constraint;

/// What of a check's options decides how files are read.
#[derive(Debug, Clone, Default)]
pub struct LoadOptions {
    /// Values of root variables, as `-var`.
    pub variables: SortedMap<String, Value>,
    /// Variable files, as `-var-file`, in order; relative to where the check started or to the root module.
    pub var_files: Vec<String>,
    /// Only this directory is a root module.
    pub root: Option<String>,
    /// Every root variable is an input without a value.
    pub any_inputs: bool,
}

/// Modules that are known without their source.
pub trait ModuleModels {
    /// The model for a `source` and `version` of a module call; both are as written.
    fn find(&self, source: &str, version: Option<&str>) -> Option<Model>;
}

/// A known module in one release: stands in for the real one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Model {
    /// Unique for module and release: `terraform-aws-modules/ec2-instance/aws@6.1.0`.
    pub key: String,
    /// For people: `terraform-aws-modules/ec2-instance/aws 6.1.0`.
    pub title: String,
    /// Path inside the module, and text.
    pub files: Vec<(String, &'static str)>,
    /// The directory the call names, "" for the module itself.
    pub directory: String,
    /// The host that enforces the control on whatever the module makes; such a module is not read.
    pub enforced_by: Option<String>,
    /// The release, where the call leaves open which one it wants and the newest was taken.
    pub assumed_release: Option<String>,
}

/// Reads all given files (path to text) into modules. What cannot be read is a problem of the configuration.
pub fn load(files: &Texts, models: &dyn ModuleModels, options: &LoadOptions, cache: &mut ParseCache) -> Configuration {
    cache.begin();
    let given = files.iter().map(|file| (path::normalised(file.0), file)).collect();
    let downloads = Downloads::read(files.iter().map(|(path, text)| (&**path, &**text)));
    let loader = Loader {
        directories: directories(&given),
        downloads,
        models,
        cache,
        packages: SortedMap::new(),
        modules: SortedMap::new(),
        computed: Vec::new(),
        problems: Vec::new(),
    };
    loader.load(&given, options)
}

/// A problem with a code and the values of its placeholders.
pub(super) fn problem(code: &'static str, arguments: Vec<(&'static str, String)>, span: Option<Span>) -> Problem {
    Problem { code, arguments, span }
}

/// A syntax error of a file.
fn syntax_problem(path: &str, error: &SyntaxError, sources: &Sources) -> Problem {
    let line = sources.location(error.span).start.line.to_string();
    let detail = match &error.way_out {
        Some(way_out) => format!("{} {way_out}", error.message),
        None => error.message.clone(),
    };
    let code = if path.ends_with(".json") { "json-syntax-error" } else { "syntax-error" };
    problem(code, vec![("file", path.to_owned()), ("line", line), ("detail", detail)], Some(error.span))
}

/// Given files by normalised path: path as given, text.
type Given<'a> = SortedMap<Rc<str>, (&'a Rc<str>, &'a Rc<str>)>;

/// A directory of given files.
#[derive(Debug, Default)]
struct Directory<'a> {
    /// Terraform files in lexical order: name, path as given, text.
    configuration: Vec<(ConfigurationName<'a>, &'a Rc<str>, &'a Rc<str>)>,
    /// Names of variable files.
    variables: Vec<&'a str>,
}

fn directories<'a>(given: &'a Given<'a>) -> SortedMap<&'a str, Directory<'a>> {
    let mut directories: SortedMap<&str, Directory<'_>> = SortedMap::new();
    for (normalised, (given, text)) in given {
        let (directory, name) = path::split(normalised);
        if let Some(name) = path::configuration_name(name) {
            directories.get_or_default(directory).configuration.push((name, given, text));
        } else if name.ends_with(".tfvars") || name.ends_with(".tfvars.json") {
            directories.get_or_default(directory).variables.push(name);
        }
    }
    for directory in directories.values_mut() {
        // OpenTofu reads x.tofu instead of x.tf.
        let names = directory.configuration.iter().map(|(name, ..)| name);
        let shadows: SortedSet<(&str, bool)> =
            names.filter(|name| name.tofu).map(|name| (name.stem, name.json)).collect();
        directory.configuration.retain(|(name, ..)| name.tofu || !shadows.contains(&(name.stem, name.json)));
    }
    directories
}

/// Where a module's files are.
#[derive(Debug, Clone)]
enum Place {
    /// A given directory.
    Given(Rc<str>),
    /// A directory of the model with this key.
    Model(Rc<str>, String),
}

impl Place {
    fn key(&self) -> Rc<str> {
        match self {
            Place::Given(directory) => directory.clone(),
            Place::Model(package, directory) if directory.is_empty() => format!("model:{package}").into(),
            Place::Model(package, directory) => format!("model:{package}/{directory}").into(),
        }
    }
}

struct Loader<'a> {
    directories: SortedMap<&'a str, Directory<'a>>,
    downloads: Downloads,
    models: &'a dyn ModuleModels,
    cache: &'a mut ParseCache,
    /// Models in use, by key.
    packages: SortedMap<Rc<str>, Model>,
    modules: SortedMap<Rc<str>, Rc<Module>>,
    /// Calls of which source or version is an expression.
    computed: Vec<Computed>,
    problems: Vec<Problem>,
}

impl<'a> Loader<'a> {
    fn load(mut self, given: &Given<'a>, options: &LoadOptions) -> Configuration {
        let all: Vec<Rc<str>> = self
            .directories
            .iter()
            .filter(|(path, directory)| !directory.configuration.is_empty() && !path::in_terraform_data(path))
            .map(|(path, _)| Rc::from(*path))
            .collect();
        let given_as = |paths: &[Rc<str>]| paths.iter().cloned().map(Place::Given).collect();
        let mut roots = match &options.root {
            Some(root) => {
                let wanted = path::normalise(root);
                let found: Vec<Rc<str>> = all.iter().filter(|path| ***path == *wanted).cloned().collect();
                if found.is_empty() {
                    self.problems.push(problem("root-not-found", vec![("value", root.clone())], None));
                }
                self.read_all(given_as(&found));
                found
            }
            None => {
                self.read_all(given_as(&all));
                self.roots(&all)
            }
        };
        if !self.computed.is_empty() {
            roots = self.follow_computed(given, options, &all, roots);
        }
        for (caller, call) in call_circle::leading_back(&roots, &self.modules) {
            self.leave_out(&caller, &call);
        }
        self.check_arguments();
        let mut values = VariableValues::new(given, options);
        for root in &roots {
            let names = self.directories.get(&**root).map(|directory| directory.variables.clone()).unwrap_or_default();
            if let Some(module) = self.modules.get_mut(root) {
                let found = values.of(module, &names, self.cache, &mut self.problems);
                *module = self.cache.with_values(module.clone(), found);
            }
        }
        values.finish(&mut self.problems);
        let files: Texts = given.iter().map(|(path, (_, text))| (path.clone(), (*text).clone())).collect();
        Configuration {
            bytes: files.values().map(|text| text.len()).sum(),
            sources: self.cache.sources_in_use(),
            modules: self.modules,
            roots,
            files,
            problems: self.problems,
        }
    }

    /// Reads these directories and everything they call.
    fn read_all(&mut self, places: VecDeque<Place>) {
        let mut queue = places;
        let mut seen: SortedSet<Rc<str>> = queue.iter().map(Place::key).collect();
        while let Some(place) = queue.pop_front() {
            if self.modules.contains_key(&place.key()) {
                continue;
            }
            let module = self.read(&place);
            let mut targets = Vec::with_capacity(module.calls.len());
            for call in module.calls.values() {
                let (target, next) = match &place {
                    Place::Given(directory) if call.is_computed => {
                        let (caller, name) = (directory.clone(), call.name.clone());
                        self.computed.push(Computed { caller, name, address: None, problems: Vec::new() });
                        (CallTarget::Remote, None)
                    }
                    _ => self.resolve(&place, call),
                };
                targets.push(target);
                if let Some(next) = next.filter(|next| seen.insert(next.key())) {
                    queue.push_back(next);
                }
            }
            let module = self.cache.with_targets(module, targets);
            self.modules.insert(place.key(), module);
        }
    }

    /// Does not follow a call that would have no end; Terraform never comes to one.
    #[inline(never)]
    fn leave_out(&mut self, caller: &Rc<str>, name: &Rc<str>) {
        let Some(module) = self.modules.get(caller).cloned() else { return };
        let targets = module.calls.values().map(|call| match call.name == *name {
            true => CallTarget::Missing,
            false => call.target.clone(),
        });
        let changed = self.cache.with_targets(module.clone(), targets.collect());
        self.modules.insert(caller.clone(), changed);
        if let Some(call) = module.calls.get(name) {
            let arguments = vec![("address", format!("module.{name}")), ("value", call.source.to_string())];
            self.problems.push(problem("module-recursion", arguments, Some(call.source_span)));
        }
    }

    /// Of every call, what its module needs and what it does not take. A model declares no more than it uses.
    fn check_arguments(&mut self) {
        for caller in self.modules.values().filter(|caller| !caller.is_model) {
            for call in caller.calls.values() {
                let CallTarget::Module(key) = &call.target else { continue };
                let Some(module) = self.modules.get(key) else { continue };
                // What cannot be read of a module may declare any variable.
                let is_whole = self.cache.module_is_whole(key);
                let arguments =
                    |name: &str| vec![("address", format!("module.{}", call.name)), ("value", name.to_owned())];
                for variable in module.variables.values() {
                    if variable.default.is_none() && call.block.body.attribute(&variable.name).is_none() {
                        let span = Some(call.block.header);
                        self.problems.push(problem("missing-module-argument", arguments(&variable.name), span));
                    }
                }
                for attribute in &call.block.body.attributes {
                    let is_input = !MODULE_META.contains(&&*attribute.name);
                    if is_input && is_whole && !module.is_model && !module.variables.contains_key(&attribute.name) {
                        let span = Some(attribute.name_span);
                        self.problems.push(problem("unexpected-module-argument", arguments(&attribute.name), span));
                    }
                }
            }
        }
    }

    fn read(&mut self, place: &Place) -> Rc<Module> {
        let key = place.key();
        if matches!(place, Place::Model(..))
            && let Some(built) = self.cache.model(&key)
        {
            self.problems.extend_from_slice(&built.problems);
            return built.module.clone();
        }
        let (files, directory, is_model) = match place {
            Place::Given(directory) => (self.given_files(directory), directory.clone(), false),
            Place::Model(package, directory) => (self.model_files(package, directory), key.clone(), true),
        };
        if let Some(built) = self.cache.module(&key, &files) {
            self.problems.extend_from_slice(&built.problems);
            return built.module.clone();
        }
        let mut problems = Vec::new();
        let module = match self.cache.rebuilt(&key, &files) {
            Some(module) => module,
            None => module::build(&files, self.cache.sources(), &mut problems),
        };
        let module = Rc::new(Module { key, directory, is_model, ..module });
        self.problems.extend_from_slice(&problems);
        self.cache.keep(files, module.clone(), problems.into());
        module
    }

    fn given_files(&mut self, directory: &str) -> Vec<ModuleFile> {
        let Some(directory) = self.directories.get(directory) else { return Vec::new() };
        let cache = &mut *self.cache;
        let files = directory.configuration.iter().map(|(name, given, text)| ModuleFile {
            path: (*given).clone(),
            is_override: name.is_override(),
            parsed: cache.parse(given, text),
        });
        files.collect()
    }

    fn model_files(&mut self, package: &str, directory: &str) -> Vec<ModuleFile> {
        let Some(model) = self.packages.get(package) else { return Vec::new() };
        let cache = &mut *self.cache;
        let inside = model.files.iter().filter(|(path, _)| path::split(path).0 == directory);
        let files = inside.map(|(path, text)| {
            let path: Rc<str> = format!("(model) {}/{path}", model.title).into();
            ModuleFile { parsed: cache.parse(&path, &Rc::from(*text)), path, is_override: false }
        });
        files.collect()
    }

    /// Where a call leads, and the module to read there.
    fn resolve(&mut self, caller: &Place, call: &ModuleCall) -> (CallTarget, Option<Place>) {
        let address = format!("module.{}", call.name);
        let span = Some(call.source_span);
        let parsed = source::parse(&call.source);
        let is_registry = matches!(parsed, SourceAddress::Registry { .. });
        if let Some(version) = call.version.as_deref() {
            let arguments = |value: &str| vec![("address", address.clone()), ("value", value.to_owned())];
            if !is_registry && !call.source.is_empty() {
                self.problems.push(problem("module-version-not-allowed", arguments(&call.source), span));
            } else if Constraint::parse(version).is_none() {
                self.problems.push(problem("invalid-version-constraint", arguments(version), span));
            }
        }
        if let SourceAddress::Local(path) = &parsed {
            let place = match caller {
                Place::Given(directory) => Place::Given(path::join(directory, path).into()),
                Place::Model(package, directory) => Place::Model(package.clone(), path::join(directory, path)),
            };
            if self.exists(&place) {
                return (CallTarget::Module(place.key()), Some(place));
            }
            let arguments = vec![("address", address), ("value", call.source.to_string())];
            self.problems.push(problem("missing-module-source", arguments, span));
            return (CallTarget::Missing, None);
        }
        if let Place::Given(directory) = caller
            && let Some(found) = self.downloads.directory(directory, &call.name, &call.source)
        {
            let place = Place::Given(found.clone());
            if self.exists(&place) {
                return (CallTarget::Module(place.key()), Some(place));
            }
        }
        self.resolve_model(call, address)
    }

    fn resolve_model(&mut self, call: &ModuleCall, address: String) -> (CallTarget, Option<Place>) {
        let span = Some(call.source_span);
        let Some(model) = self.models.find(&call.source, call.version.as_deref()) else {
            if !call.source.is_empty() {
                let arguments = vec![("address", address), ("value", call.source.to_string())];
                self.problems.push(problem("remote-module-not-read", arguments, span));
            }
            return (CallTarget::Remote, None);
        };
        if model.enforced_by.is_some() {
            return (CallTarget::Remote, None);
        }
        let assumed = model.assumed_release.clone();
        let package: Rc<str> = model.key.as_str().into();
        let place = Place::Model(package.clone(), model.directory.clone());
        self.packages.get_or_insert_with(package, || model);
        if !self.exists(&place) {
            let arguments = vec![("address", address), ("value", call.source.to_string())];
            self.problems.push(problem("remote-module-not-read", arguments, span));
            return (CallTarget::Remote, None);
        }
        if let Some(release) = assumed {
            let arguments = vec![("address", address), ("version", release)];
            self.problems.push(problem("module-version-open", arguments, span));
        }
        (CallTarget::Module(place.key()), Some(place))
    }

    fn exists(&self, place: &Place) -> bool {
        match place {
            Place::Given(directory) => {
                self.directories.get(&**directory).is_some_and(|directory| !directory.configuration.is_empty())
            }
            Place::Model(package, directory) => self
                .packages
                .get(package)
                .is_some_and(|model| model.files.iter().any(|(path, _)| path::split(path).0 == directory)),
        }
    }

    /// The directories that no other calls. Where modules only call each other in circles, the first of each circle
    /// stands for it, so that nothing given goes unread.
    fn roots(&self, all: &[Rc<str>]) -> Vec<Rc<str>> {
        let mut called: SortedSet<&str> = SortedSet::new();
        for (key, module) in &self.modules {
            called.extend(targets(module).filter(|target| *target != &**key));
        }
        let mut roots: SortedSet<Rc<str>> = all.iter().filter(|path| !called.contains(&***path)).cloned().collect();
        let mut reached: SortedSet<&str> = SortedSet::new();
        let mut queue: Vec<&str> = all.iter().filter(|path| roots.contains(*path)).map(|path| &**path).collect();
        for path in all.iter().map(|path| &**path).map(Some).chain([None]) {
            while let Some(next) = queue.pop() {
                if reached.insert(next) {
                    queue.extend(self.modules.get(next).into_iter().flat_map(|module| targets(module)));
                }
            }
            if let Some(path) = path.filter(|path| !reached.contains(path)) {
                roots.insert(path.into());
                queue.push(path);
            }
        }
        roots.into_iter().collect()
    }
}

/// Arguments of a module block that are no inputs of the module.
/// The last is of Terraform 1.15.
const MODULE_META: [&str; 7] =
    ["source", "version", "count", "for_each", "providers", "depends_on", "ignore_nested_deprecations"];

/// Keys of the modules that a module calls.
fn targets(module: &Module) -> impl Iterator<Item = &str> {
    module.calls.values().filter_map(|call| match &call.target {
        CallTarget::Module(key) => Some(&**key),
        _ => None,
    })
}
