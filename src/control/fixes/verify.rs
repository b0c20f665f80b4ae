//! Only what works is offered: every proposed fix is applied and the result checked again.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use crate::fix::apply;
use crate::report::model::{Finding, Fix, Report, Severity, Status};

/// Bytes of Terraform that verifying may read again in all, fix by fix: an editor asks for a check per keystroke.
const BYTES: usize = 128 << 10;

/// Fixes that are tried one by one for any amount of text.
const LEAST: usize = 2;

/// Keeps of each finding's fixes those after which it passes and nothing else gets worse. `recheck` checks files with
/// the options of the report, one root module alone. Where there are too many to try each alone, the first ones of a
/// root's findings are tried together.
pub fn verify(
    files: &BTreeMap<String, String>,
    report: &mut Report,
    recheck: &mut dyn FnMut(&BTreeMap<String, String>, &str) -> Report,
) {
    let bytes: usize = files.values().map(String::len).sum::<usize>().max(1);
    let mut left = (BYTES / bytes).clamp(LEAST, 400);
    let before = report.clone();
    let mut tried: BTreeMap<String, Option<Rc<Report>>> = BTreeMap::new();
    let keys = |finding: &Finding| finding.fixes.iter().map(|fix| key(&finding.root, fix)).collect::<Vec<_>>();
    if before.results.iter().flat_map(keys).collect::<BTreeSet<_>>().len() > left {
        try_together(files, &before, recheck, &mut tried);
    }
    for finding in &mut report.results {
        let root = finding.root.clone();
        let unfixed = finding.clone();
        finding.fixes.retain(|fix| {
            let after = tried.entry(key(&root, fix)).or_insert_with(|| {
                left = left.checked_sub(1)?;
                Some(Rc::new(recheck(&apply(files, std::slice::from_ref(fix)), &root)))
            });
            after.as_ref().is_some_and(|after| mends(&unfixed, after) && !is_worse(&before, after, &root, fix))
        });
    }
}

/// Applies the first fix of every finding of a root at once, and notes the report for those that it mends. The others,
/// such as fixes that touch the same place, are left to be tried alone.
fn try_together(
    files: &BTreeMap<String, String>,
    before: &Report,
    recheck: &mut dyn FnMut(&BTreeMap<String, String>, &str) -> Report,
    tried: &mut BTreeMap<String, Option<Rc<Report>>>,
) {
    let roots: BTreeSet<&str> = before.results.iter().map(|finding| finding.root.as_str()).collect();
    for root in roots {
        let fixable = || before.results.iter().filter(|finding| finding.root == root && !finding.fixes.is_empty());
        let first: Vec<Fix> = fixable().filter_map(|finding| finding.fixes.first().cloned()).collect();
        if first.is_empty() {
            continue;
        }
        let after = Rc::new(recheck(&apply(files, &first), root));
        for (finding, fix) in fixable().zip(&first) {
            if mends(finding, &after) {
                tried.insert(key(root, fix), Some(Rc::clone(&after)));
            }
        }
    }
}

/// Whether a finding passes in a later report, with fewer pitfalls if it passed before.
fn mends(finding: &Finding, after: &Report) -> bool {
    let mended = |now: &&Finding| {
        now.status == Status::Pass && (finding.status != Status::Pass || now.pitfalls.len() < finding.pitfalls.len())
    };
    let same = |now: &&Finding| now.root == finding.root && now.address == finding.address;
    let mut same = after.results.iter().filter(same).peekable();
    same.peek().is_some() && same.all(|now| mended(&now))
}

fn key(root: &str, fix: &Fix) -> String {
    let mut key = root.to_owned();
    for edit in &fix.edits {
        key.push_str(&format!("\n{} {} {} {}", edit.file, edit.start.offset, edit.end.offset, edit.new_text));
    }
    key
}

/// Whether more fails than before, or the edited files have errors that they had not.
fn is_worse(before: &Report, after: &Report, root: &str, fix: &Fix) -> bool {
    let failing = |report: &Report| {
        let bad = |finding: &&Finding| finding.root == root && matches!(finding.status, Status::Fail | Status::Unknown);
        report.results.iter().filter(bad).count()
    };
    let errors = |report: &Report| {
        let edited = |file: &str| fix.edits.iter().any(|edit| edit.file == file);
        let in_edited = report.diagnostics.iter().filter(|diagnostic| {
            diagnostic.severity == Severity::Error
                && diagnostic.location.as_ref().is_some_and(|location| edited(&location.file))
        });
        in_edited.count()
    };
    failing(after) > failing(before) || errors(after) > errors(before)
}
