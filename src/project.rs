//! Files that are checked again and again, and the one-off forms of a check.

mod changes;

use std::collections::BTreeMap;
use std::rc::Rc;

use self::changes::pieces;
pub use self::changes::{Changes, Piece};
use crate::control::fixes::{Trial, verify};
use crate::control::{self, Check, OwnComments, Part};
use crate::evaluation::{Evaluation, evaluate_in};
use crate::moves::Moves;
use crate::options::{CheckOptions, Inputs};
use crate::plan;
use crate::report::model::{Diagnostic, Finding, Report};
use crate::terraform::budget::Steps;
use crate::terraform::configuration::Configuration;
use crate::terraform::load::{LoadOptions, ParseCache, load};
use crate::text::{Sources, Texts};
use crate::variables::{self, InputVariable};

/// Judges every root module among the files: path relative to where the check starts, to text.
pub fn check(files: &BTreeMap<String, String>, options: &CheckOptions) -> Report {
    let mut kept = Kept { is_for_once: true, ..Kept::default() };
    let (mut report, diagnostics) = kept.check(&shared(files), options, &mut ParseCache::default());
    report.results.reserve_exact(kept.findings().count());
    report.results.extend(kept.parts.into_iter().flat_map(|part| part.findings).map(Rc::unwrap_or_clone));
    report.diagnostics = diagnostics.into_iter().map(Rc::unwrap_or_clone).collect();
    report
}

/// Evaluates an expression in the root module, as `terraform console` would.
pub fn evaluate(files: &BTreeMap<String, String>, expression: &str, options: &CheckOptions) -> Evaluation {
    evaluate_in(read(&shared(files), options, &mut ParseCache::default()), expression, options)
}

fn shared(files: &BTreeMap<String, String>) -> Texts {
    files.iter().map(|(path, text)| (path.as_str().into(), text.as_str().into())).collect()
}

/// Files that are checked again and again: only what changed is parsed and judged again.
#[derive(Debug, Default)]
pub struct Project {
    files: Texts,
    cache: ParseCache,
    kept: Kept,
    /// What the last [`Project::changes`] told of.
    told: (Vec<Rc<Finding>>, Vec<Rc<Diagnostic>>),
}

impl Project {
    /// Adds or replaces a file.
    pub fn set(&mut self, path: &str, text: &str) {
        if self.files.get(path).is_none_or(|known| **known != *text) {
            self.files.insert(path.into(), text.into());
        }
    }

    /// Removes a file; one that is not there is no error.
    pub fn delete(&mut self, path: &str) {
        if self.files.remove(path).is_some() {
            self.cache.forget(path);
        }
    }

    /// As [`check`].
    pub fn check(&mut self, options: &CheckOptions) -> Report {
        let (mut report, diagnostics) = self.kept.check(&self.files, options, &mut self.cache);
        report.results = self.kept.findings().map(|finding| (**finding).clone()).collect();
        report.diagnostics = diagnostics.iter().map(|diagnostic| (**diagnostic).clone()).collect();
        report
    }

    /// As [`check`], told as what is new in the report since this was asked last.
    pub fn changes(&mut self, options: &CheckOptions) -> Changes {
        let (report, diagnostics) = self.kept.check(&self.files, options, &mut self.cache);
        let told = (self.kept.findings().cloned().collect(), diagnostics);
        let before = std::mem::replace(&mut self.told, told);
        let moves = &self.kept.moves;
        Changes {
            report,
            moves: moves.told(),
            results: pieces(&before.0, &self.told.0, moves),
            diagnostics: pieces(&before.1, &self.told.1, moves),
        }
    }

    /// As [`evaluate`].
    pub fn evaluate(&mut self, expression: &str, options: &CheckOptions) -> Evaluation {
        evaluate_in(read(&self.files, options, &mut self.cache), expression, options)
    }

    /// The input variables of the root modules.
    pub fn variables(&mut self) -> Vec<InputVariable> {
        variables::of_roots(&read(&self.files, &CheckOptions::default(), &mut self.cache))
    }
}

fn read(files: &Texts, options: &CheckOptions, cache: &mut ParseCache) -> Configuration {
    let load_options = LoadOptions {
        variables: options.variables.clone(),
        var_files: options.var_files.clone(),
        root: options.root.clone(),
        any_inputs: options.inputs == Inputs::Any,
    };
    let mut configuration = load(files, &control::models::KnownModules, &load_options, cache);
    plan::load(files, &load_options, &control::provider::AwsProvider, cache, &mut configuration);
    configuration
}

/// What stays of a check for the next one.
#[derive(Debug, Default)]
struct Kept {
    /// Whether there is no next one.
    is_for_once: bool,
    options: CheckOptions,
    /// The given files.
    files: Texts,
    /// All that was read.
    sources: Sources,
    /// What moved since the check before.
    moves: Moves,
    /// One for each root module, in their order.
    parts: Vec<Part>,
    comments: OwnComments,
}

impl Kept {
    fn findings(&self) -> impl Iterator<Item = &Rc<Finding>> {
        self.parts.iter().flat_map(|part| &part.findings)
    }

    /// Judges what has to be judged; gives the report but for its results, which are in the parts, and its remarks.
    fn check(
        &mut self,
        files: &Texts,
        options: &CheckOptions,
        cache: &mut ParseCache,
    ) -> (Report, Vec<Rc<Diagnostic>>) {
        let configuration = read(files, options, cache);
        if self.options != *options {
            *self = Kept { options: options.clone(), is_for_once: self.is_for_once, ..Kept::default() };
        }
        if !self.is_for_once {
            self.moves = Moves::between(&self.sources, &configuration.sources);
        }
        let check = Check::new(&configuration, options);
        let mut steps = Steps::of_check(configuration.bytes);
        let mut known = std::mem::take(&mut self.parts).into_iter().peekable();
        for root in &configuration.roots {
            while known.next_if(|part| part.root < *root).is_some() {}
            let part = match known.next_if(|part| part.root == *root) {
                Some(part) if part.holds(&self.files, &configuration, &mut steps) => part,
                _ if self.is_for_once => check.judge(root, &mut steps),
                part => check.judge_again(root, part, (&self.files, &self.moves), &mut steps),
            };
            self.parts.push(part);
        }
        let diagnostics = check.diagnostics(&self.parts, &mut self.comments);
        let mut scratch = None;
        verify(files, &options.var_files, &mut self.parts, &diagnostics, &mut steps, &mut |fixed, root, steps| {
            // Trees of fixed files would take the place of those in the cache.
            let cache = scratch.get_or_insert_with(|| cache.clone());
            let options = CheckOptions { root: Some(root.to_string()), ..options.clone() };
            let fixed = Configuration { bytes: configuration.bytes, ..read(fixed, &options, cache) };
            let check = Check::new(&fixed, &options);
            let part = check.verdicts(root, steps);
            let parts = std::slice::from_ref(&part);
            Trial::of(&part, &check.diagnostics(parts, &mut OwnComments::default()))
        });
        if !steps.are_plenty() && self.parts.iter().any(Part::is_pieced_together) {
            // Fewer steps may be left than there would be.
            self.parts.clear();
            return self.check(files, options, cache);
        }
        let report = check.head(&self.parts, &diagnostics);
        self.files = configuration.files;
        self.sources = configuration.sources;
        (report, diagnostics)
    }
}
