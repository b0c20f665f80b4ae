//! Only what works is offered: every proposed fix is applied and the result checked again.

use std::rc::Rc;

use crate::control::part::Part;
use crate::report::model::{Diagnostic, Finding, Severity, Status};
use crate::sorted::{SortedMap, SortedSet};
use crate::terraform::budget::Steps;
use crate::terraform::load::path;
use crate::text::Texts;

/// Bytes of Terraform that verifying may read again in all, fix by fix: an editor asks for a check per keystroke.
const BYTES: usize = 128 << 10;

/// What a check costs beside reading, in bytes read.
const FLOOR: usize = 512;

/// What each finding of a root costs, in bytes read: a small text may count to thousands.
const FINDING: usize = 64;

/// Fixes that are tried one by one for any amount of text.
const LEAST: usize = 2;

/// Checks files with the options of the report, one root module alone; takes the steps it needs.
pub type Recheck<'r> = dyn FnMut(&Texts, &Rc<str>, &mut Steps) -> Trial + 'r;

/// Keeps of each finding's proposals those after which it passes and nothing else gets worse than `diagnostics` and the
/// findings say. `recheck` is given the files of a root and those in `shared`. Where there are too many to try each
/// alone, the first ones of a root's findings are tried together.
pub fn verify(
    files: &Texts,
    shared: &[String],
    parts: &mut [Part],
    diagnostics: &[Rc<Diagnostic>],
    steps: &mut Steps,
    recheck: &mut Recheck<'_>,
) {
    let mut parts: Vec<&mut Part> = parts.iter_mut().filter(|part| part.proposals.count() > 0).collect();
    if parts.is_empty() {
        return;
    }
    let given: SortedMap<Rc<str>, &Rc<str>> = files.keys().map(|path| (path::normalised(path), path)).collect();
    let before = errors(diagnostics);
    let (mut cost, mut count) = (0, 0);
    for part in &mut parts {
        part.proposals.try_on(files_of(part, &given, files, shared));
        cost += part.proposals.count() * part.cost();
        count += part.proposals.count();
    }
    let together = cost > BYTES && count > LEAST;
    let mut tried: Vec<Vec<Option<Option<Rc<Trial>>>>> = Vec::with_capacity(parts.len());
    for part in &mut parts {
        let Part { root, findings, proposals, .. } = &mut **part;
        let mut outcomes = vec![None; proposals.count()];
        if together {
            let after = proposals.trial_together(findings, root, steps, recheck);
            for proposal in &proposals.all {
                if let (Some(finding), Some(first)) = (findings.get(proposal.finding), proposal.numbers.first())
                    && after.mends(finding)
                {
                    // What it does not mend, such as a fix of a place that another one touches, is left to be tried alone.
                    outcomes[*first] = Some(Some(after.clone()));
                }
            }
        }
        tried.push(outcomes);
    }
    let (mut left, mut alone) = (BYTES, 0);
    for (part, mut tried) in parts.into_iter().zip(tried) {
        let cost = part.cost();
        let failing = part.failing();
        let Part { root, findings, proposals, .. } = part;
        let mut all = std::mem::take(&mut proposals.all);
        for proposal in &mut all {
            let Some(finding) = findings.get_mut(proposal.finding) else { continue };
            let mut offered = Vec::with_capacity(proposal.numbers.len());
            for (index, number) in proposal.numbers.iter().enumerate() {
                let Some(fix) = proposal.fix(index, finding) else {
                    offered.push(false);
                    continue;
                };
                let after = tried[*number].get_or_insert_with(|| {
                    if cost > left && alone >= LEAST {
                        return None;
                    }
                    alone += 1;
                    left = left.saturating_sub(cost);
                    Some(proposals.trial(*number, fix, root, steps, recheck))
                });
                offered.push(after.as_ref().is_some_and(|after| {
                    let has_more_errors = |file: &String| after.errors.get(file) > before.get(file);
                    after.mends(finding)
                        && after.failing <= failing
                        && !fix.edits.iter().any(|edit| has_more_errors(&edit.file))
                }));
            }
            proposal.offer(offered, finding);
        }
        proposals.all = all;
    }
}

/// The files of the modules of a part, whatever else lies in their directories, and those in `shared`.
fn files_of(part: &Part, given: &SortedMap<Rc<str>, &Rc<str>>, files: &Texts, shared: &[String]) -> Texts {
    let of_modules = part.modules.iter().filter(|module| !module.is_model).map(|module| module.directory.clone());
    // A root that is a plan is no directory.
    let directories: SortedSet<Rc<str>> = of_modules.chain([part.root.clone()]).collect();
    let mut found = Texts::new();
    let mut take = |path: &Rc<str>| {
        if let Some(text) = files.get(path) {
            found.insert(path.clone(), text.clone());
        }
    };
    for directory in directories.iter() {
        let prefix = if directory.is_empty() { String::new() } else { format!("{directory}/") };
        for (path, name) in given.from_key(prefix.as_str()).take_while(|(path, _)| path.starts_with(&prefix)) {
            let (parent, file) = path::split(path);
            if path::configuration_name(file).is_none() || directories.contains(parent) {
                take(name);
            }
        }
    }
    shared.iter().for_each(|path| take(&Rc::from(path.as_str())));
    found
}

impl Part {
    /// What checking its files again costs, in bytes read.
    fn cost(&self) -> usize {
        FLOOR + self.proposals.bytes + self.findings.len() * FINDING
    }

    /// How many findings fail or cannot be decided.
    fn failing(&self) -> usize {
        self.findings.iter().filter(|finding| matches!(finding.status, Status::Fail | Status::Unknown)).count()
    }
}

/// What counts of a check.
#[derive(Debug)]
pub struct Trial {
    /// Status and number of pitfalls of findings, by address.
    findings: SortedMap<String, Vec<(Status, usize)>>,
    /// How many findings fail or cannot be decided.
    failing: usize,
    /// Errors by file.
    errors: SortedMap<String, usize>,
    /// As those of a [`Part`].
    pub(super) steps: Option<u64>,
}

impl Trial {
    /// Of a check of one root module alone.
    pub fn of(part: &Part, diagnostics: &[Rc<Diagnostic>]) -> Trial {
        let mut findings: SortedMap<String, Vec<(Status, usize)>> = SortedMap::new();
        for finding in &part.findings {
            findings.get_or_default(finding.address.clone()).push((finding.status, finding.pitfalls.len()));
        }
        Trial { findings, failing: part.failing(), errors: errors(diagnostics), steps: part.steps }
    }

    /// Whether a finding passes now, with fewer pitfalls if it passed before.
    fn mends(&self, finding: &Finding) -> bool {
        self.findings.get(&finding.address).is_some_and(|all| {
            all.iter().all(|(status, pitfalls)| {
                *status == Status::Pass && (finding.status != Status::Pass || *pitfalls < finding.pitfalls.len())
            })
        })
    }
}

/// How many errors each file has.
fn errors(diagnostics: &[Rc<Diagnostic>]) -> SortedMap<String, usize> {
    let mut errors: SortedMap<String, usize> = SortedMap::new();
    for diagnostic in diagnostics {
        if let (Severity::Error, Some(location)) = (diagnostic.severity, &diagnostic.location) {
            *errors.get_or_default(location.file.clone()) += 1;
        }
    }
    errors
}
