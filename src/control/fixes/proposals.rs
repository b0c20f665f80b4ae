//! What was proposed to mend the findings of a root module, and what came of trying it.

use std::cmp::Ordering;
use std::rc::Rc;

use super::verify::{Recheck, Trial};
use crate::fix;
use crate::report::model::{Finding, Fix};
use crate::terraform::budget::Steps;
use crate::text::Texts;

/// The proposals for a root module's findings. They hold for as long as the findings do, trials only for as long as the
/// files stay the same that they were made on.
#[derive(Debug, Default)]
pub struct Proposals {
    /// In the order of the findings.
    pub all: Vec<Proposal>,
    files: Texts,
    /// Length of all these files.
    pub bytes: usize,
    /// Outcomes by number of the fix.
    alone: Vec<Option<Rc<Trial>>>,
    /// The outcome of the first fixes of all findings together.
    together: Option<Rc<Trial>>,
}

/// Ways to mend a finding, the way an author would go first. Those that are offered are in the finding, the others here.
#[derive(Debug)]
pub struct Proposal {
    /// Which of the findings.
    pub finding: usize,
    /// Numbers of the fixes: the same for the same fix of several findings.
    pub numbers: Vec<usize>,
    offered: Vec<bool>,
    rejected: Vec<Fix>,
}

impl Proposals {
    /// The fixes in the findings.
    pub fn of(findings: &[Rc<Finding>]) -> Proposals {
        let all = || findings.iter().enumerate().filter(|(_, finding)| !finding.fixes.is_empty());
        let fixes: Vec<&Fix> = all().flat_map(|(_, finding)| &finding.fixes).collect();
        let mut sorted: Vec<usize> = (0..fixes.len()).collect();
        sorted.sort_by(|a, b| order(fixes[*a], fixes[*b]));
        let (mut numbers, mut count) = (vec![0; fixes.len()], 0);
        for (at, index) in sorted.iter().enumerate() {
            let before = at.checked_sub(1).map(|before| fixes[sorted[before]]);
            if before.is_none_or(|before| order(before, fixes[*index]) != Ordering::Equal) {
                count += 1;
            }
            numbers[*index] = count - 1;
        }
        let mut numbers = numbers.into_iter();
        let proposals = all().map(|(index, finding)| Proposal {
            finding: index,
            numbers: numbers.by_ref().take(finding.fixes.len()).collect(),
            offered: vec![true; finding.fixes.len()],
            rejected: Vec::new(),
        });
        Proposals { all: proposals.collect(), alone: vec![None; count], ..Proposals::default() }
    }

    /// How many different fixes there are.
    pub fn count(&self) -> usize {
        self.alone.len()
    }

    /// From now on these are the files; what came of trying on others is forgotten.
    pub fn try_on(&mut self, files: Texts) {
        let same_texts = || files.values().zip(self.files.values()).all(|(text, known)| Rc::ptr_eq(text, known));
        if !files.keys().eq(self.files.keys()) || !same_texts() {
            self.bytes = files.values().map(|text| text.len()).sum();
            self.files = files;
            self.alone.fill(None);
            self.together = None;
        }
    }

    /// Tries one fix, if that was not done yet.
    pub fn trial(
        &mut self,
        number: usize,
        fix: &Fix,
        root: &Rc<str>,
        steps: &mut Steps,
        recheck: &mut Recheck<'_>,
    ) -> Rc<Trial> {
        let known = self.alone.get(number).and_then(Option::as_ref);
        if let Some(known) = known.filter(|known| steps.take_again(known.steps)) {
            return known.clone();
        }
        let trial = tried(&self.files, std::slice::from_ref(fix), root, steps, recheck);
        if let Some(slot) = self.alone.get_mut(number) {
            *slot = Some(trial.clone());
        }
        trial
    }

    /// Tries the first fixes of all findings together, if that was not done yet.
    pub fn trial_together(
        &mut self,
        findings: &[Rc<Finding>],
        root: &Rc<str>,
        steps: &mut Steps,
        recheck: &mut Recheck<'_>,
    ) -> Rc<Trial> {
        if let Some(known) = self.together.as_ref().filter(|known| steps.take_again(known.steps)) {
            return known.clone();
        }
        let first = self.all.iter().filter_map(|proposal| proposal.fix(0, findings.get(proposal.finding)?));
        let trial = tried(&self.files, &first.cloned().collect::<Vec<_>>(), root, steps, recheck);
        self.together = Some(trial.clone());
        trial
    }
}

impl Proposal {
    /// One of the fixes for its finding.
    pub fn fix<'f>(&'f self, index: usize, finding: &'f Finding) -> Option<&'f Fix> {
        let (before, offered) = (self.offered.get(..index)?, *self.offered.get(index)?);
        let place = before.iter().filter(|before| **before == offered).count();
        if offered { finding.fixes.get(place) } else { self.rejected.get(place) }
    }

    /// Offers these of the fixes with the finding.
    pub fn offer(&mut self, offered: Vec<bool>, finding: &mut Rc<Finding>) {
        if offered == self.offered {
            return;
        }
        let finding = Rc::make_mut(finding);
        let mut in_finding = std::mem::take(&mut finding.fixes).into_iter();
        let mut rejected = std::mem::take(&mut self.rejected).into_iter();
        for (before, now) in self.offered.iter().zip(&offered) {
            let fix = if *before { in_finding.next() } else { rejected.next() };
            if *now { &mut finding.fixes } else { &mut self.rejected }.extend(fix);
        }
        self.offered = offered;
    }
}

fn tried(files: &Texts, fixes: &[Fix], root: &Rc<str>, steps: &mut Steps, recheck: &mut Recheck<'_>) -> Rc<Trial> {
    let mut fixed = files.clone();
    for (path, text) in fix::edited_files(&|path| files.get(path).map(|text| &**text), fixes) {
        fixed.insert(path.into(), text.into());
    }
    Rc::new(recheck(&fixed, root, steps))
}

/// An order in which only fixes that make the same edits are equal.
fn order(a: &Fix, b: &Fix) -> Ordering {
    let edits = a.edits.iter().zip(&b.edits).map(|(a, b)| {
        let of = |edit: &crate::report::model::Edit| (edit.start.offset, edit.end.offset);
        of(a).cmp(&of(b)).then_with(|| (&a.file, &a.new_text).cmp(&(&b.file, &b.new_text)))
    });
    a.edits.len().cmp(&b.edits.len()).then_with(|| edits.fold(Ordering::Equal, Ordering::then))
}
