//! Only what works is offered: every proposed fix is applied and the result checked again.

use std::collections::BTreeMap;

use std::rc::Rc;

use crate::fix::apply;
use crate::report::model::{Finding, Fix, Report, Severity, Status};
use crate::sorted::{SortedMap, SortedSet};
use crate::terraform::configuration::{CallTarget, Configuration};
use crate::terraform::load::path;

/// Bytes of Terraform that verifying may read again in all, fix by fix: an editor asks for a check per keystroke.
const BYTES: usize = 128 << 10;

/// What a check costs beside reading, in bytes read.
const FLOOR: usize = 512;

/// What each finding of a root costs, in bytes read: a small text may count to thousands.
const FINDING: usize = 64;

/// Fixes that are tried one by one for any amount of text.
const LEAST: usize = 2;

type Files = BTreeMap<String, String>;

/// Keeps of each finding's fixes those after which it passes and nothing else gets worse. `recheck` checks files with
/// the options of the report, one root module alone; it is given the files of that root and those in `shared`. Where
/// there are too many to try each alone, the first ones of a root's findings are tried together.
pub fn verify(
    files: &Files,
    configuration: &Configuration,
    shared: &[String],
    report: &mut Report,
    recheck: &mut dyn FnMut(&Files, &str) -> Report,
) {
    if report.results.iter().all(|finding| finding.fixes.is_empty()) {
        return;
    }
    let given: SortedMap<String, &str> = files.keys().map(|path| (path::normalise(path), path.as_str())).collect();
    let before = State::of(report);
    let mut roots: SortedMap<String, Root> = SortedMap::new();
    let mut keys = SortedSet::new();
    let mut cost = 0;
    let mut findings: SortedMap<&str, usize> = SortedMap::new();
    for finding in &report.results {
        *findings.get_or_default(finding.root.as_str()) += 1;
    }
    for finding in report.results.iter().filter(|finding| !finding.fixes.is_empty()) {
        let root = roots.get_or_insert_with(finding.root.clone(), || {
            let names = files_of(&given, configuration, &finding.root).into_iter();
            let known = names.chain(shared.iter().map(String::as_str)).filter_map(|path| files.get_key_value(path));
            let files: Files = known.map(|(path, text)| (path.clone(), text.clone())).collect();
            let texts = files.values().map(String::len).sum::<usize>();
            let found = findings.get(finding.root.as_str()).copied().unwrap_or(0);
            Root { cost: FLOOR + texts + found * FINDING, files, fixable: Vec::new() }
        });
        let first = finding.fixes.first().cloned();
        root.fixable.extend(first.map(|fix| (Before::of(finding), fix)));
        let fresh = finding.fixes.iter().filter(|fix| keys.insert(key(&finding.root, fix))).count();
        cost += fresh * root.cost;
    }
    let mut tried: SortedMap<String, Option<Rc<State>>> = SortedMap::new();
    if cost > BYTES && keys.len() > LEAST {
        for (name, root) in &roots {
            root.try_together(name, recheck, &mut tried);
        }
    }
    let (mut left, mut alone) = (BYTES, 0);
    for finding in &mut report.results {
        let Some(root) = roots.get(&finding.root) else { continue };
        if finding.fixes.is_empty() {
            continue;
        }
        let unfixed = Before::of(finding);
        finding.fixes.retain(|fix| {
            let after = tried.get_or_insert_with(key(&unfixed.root, fix), || {
                if root.cost > left && alone >= LEAST {
                    return None;
                }
                alone += 1;
                left = left.saturating_sub(root.cost);
                let fixed = apply(&root.files, std::slice::from_ref(fix));
                Some(Rc::new(State::of(&recheck(&fixed, &unfixed.root))))
            });
            after.as_ref().is_some_and(|after| after.mends(&unfixed) && !after.is_worse(&before, &unfixed.root, fix))
        });
    }
}

/// A root module with something to fix.
struct Root {
    /// What checking it costs, in bytes read.
    cost: usize,
    files: Files,
    /// Its findings that may be mended, and the first fix of each.
    fixable: Vec<(Before, Fix)>,
}

/// What a fix is held against.
struct Before {
    root: String,
    address: String,
    status: Status,
    pitfalls: usize,
}

impl Before {
    fn of(finding: &Finding) -> Before {
        Before {
            root: finding.root.clone(),
            address: finding.address.clone(),
            status: finding.status,
            pitfalls: finding.pitfalls.len(),
        }
    }
}

impl Root {
    /// Applies the first fix of every finding at once, and notes the outcome for those that it mends. The others, such
    /// as fixes that touch the same place, are left to be tried alone.
    fn try_together(
        &self,
        name: &str,
        recheck: &mut dyn FnMut(&Files, &str) -> Report,
        tried: &mut SortedMap<String, Option<Rc<State>>>,
    ) {
        let first: Vec<Fix> = self.fixable.iter().map(|(_, fix)| fix.clone()).collect();
        let after = Rc::new(State::of(&recheck(&apply(&self.files, &first), name)));
        for (finding, fix) in &self.fixable {
            if after.mends(finding) {
                tried.insert(key(name, fix), Some(Rc::clone(&after)));
            }
        }
    }
}

/// The files of the modules that a root calls, and whatever else lies in their directories.
fn files_of<'f>(given: &SortedMap<String, &'f str>, configuration: &Configuration, root: &str) -> Vec<&'f str> {
    let mut directories: SortedSet<Rc<str>> = SortedSet::from([Rc::from(root)]);
    let mut seen: SortedSet<Rc<str>> = SortedSet::new();
    let mut queue: Vec<Rc<str>> = vec![Rc::from(root)];
    while let Some(key) = queue.pop() {
        let Some(module) = configuration.modules.get(&key).filter(|_| !seen.contains(&key)) else { continue };
        seen.insert(key);
        if !module.is_model {
            directories.insert(module.directory.clone());
        }
        queue.extend(module.calls.values().filter_map(|call| match &call.target {
            CallTarget::Module(key) => Some(key.clone()),
            CallTarget::Remote | CallTarget::Missing => None,
        }));
    }
    let mut found = SortedSet::new();
    for directory in &directories {
        let prefix = if directory.is_empty() { String::new() } else { format!("{directory}/") };
        for (path, name) in given.from_key(prefix.as_str()).take_while(|(path, _)| path.starts_with(&prefix)) {
            let (parent, file) = path::split(path);
            if path::configuration_name(file).is_none() || directories.contains(parent) {
                found.insert(*name);
            }
        }
    }
    found.into_iter().collect()
}

/// What counts of a report.
struct State {
    /// Status and number of pitfalls of findings, by root and address.
    findings: SortedMap<(String, String), Vec<(Status, usize)>>,
    /// Failing or undecidable findings by root.
    failing: SortedMap<String, usize>,
    /// Errors by file.
    errors: SortedMap<String, usize>,
}

impl State {
    fn of(report: &Report) -> State {
        let mut state = State { findings: SortedMap::new(), failing: SortedMap::new(), errors: SortedMap::new() };
        for finding in &report.results {
            if matches!(finding.status, Status::Fail | Status::Unknown) {
                *state.failing.get_or_default(finding.root.clone()) += 1;
            }
            let key = (finding.root.clone(), finding.address.clone());
            state.findings.get_or_default(key).push((finding.status, finding.pitfalls.len()));
        }
        for diagnostic in &report.diagnostics {
            if let (Severity::Error, Some(location)) = (diagnostic.severity, &diagnostic.location) {
                *state.errors.get_or_default(location.file.clone()) += 1;
            }
        }
        state
    }

    /// Whether a finding passes now, with fewer pitfalls if it passed before.
    fn mends(&self, finding: &Before) -> bool {
        let now = self.findings.get(&(finding.root.clone(), finding.address.clone()));
        now.is_some_and(|all| {
            all.iter().all(|(status, pitfalls)| {
                *status == Status::Pass && (finding.status != Status::Pass || *pitfalls < finding.pitfalls)
            })
        })
    }

    /// Whether more fails than before, or an edited file has errors that it had not.
    fn is_worse(&self, before: &State, root: &str, fix: &Fix) -> bool {
        self.failing.get(root) > before.failing.get(root)
            || fix.edits.iter().any(|edit| self.errors.get(&edit.file) > before.errors.get(&edit.file))
    }
}

fn key(root: &str, fix: &Fix) -> String {
    let mut key = root.to_owned();
    for edit in &fix.edits {
        key.push_str(&format!("\n{} {} {} {}", edit.file, edit.start.offset, edit.end.offset, edit.new_text));
    }
    key
}
