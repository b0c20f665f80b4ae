//! Only what works is offered: every proposed fix is applied and the result checked again.

use std::collections::BTreeMap;

use crate::fix::apply;
use crate::report::model::{Finding, Fix, Report, Severity, Status};

/// Bytes of Terraform that verifying may read again in all: this bounds its cost where much fails in much text.
const BYTES: usize = 8 << 20;

/// Fixes that are tried for any amount of text.
const LEAST: usize = 4;

/// Keeps of each finding's fixes those after which it passes and nothing else gets worse. `recheck` checks files with
/// the options of the report, one root module alone.
pub fn verify(
    files: &BTreeMap<String, String>,
    report: &mut Report,
    recheck: &mut dyn FnMut(&BTreeMap<String, String>, &str) -> Report,
) {
    let bytes: usize = files.values().map(String::len).sum::<usize>().max(1);
    let mut left = (BYTES / bytes).clamp(LEAST, 400);
    let mut tried: BTreeMap<String, Option<Report>> = BTreeMap::new();
    let before = report.clone();
    for finding in &mut report.results {
        let (root, address, status) = (finding.root.clone(), finding.address.clone(), finding.status);
        let pitfalls = finding.pitfalls.len();
        finding.fixes.retain(|fix| {
            let after = tried.entry(key(&root, fix)).or_insert_with(|| {
                left = left.checked_sub(1)?;
                Some(recheck(&apply(files, std::slice::from_ref(fix)), &root))
            });
            let Some(after) = after else { return false };
            let mended = |now: &&Finding| {
                now.status == Status::Pass && (status != Status::Pass || now.pitfalls.len() < pitfalls)
            };
            let mut same = after.results.iter().filter(|now| now.root == root && now.address == address).peekable();
            same.peek().is_some() && same.all(|now| mended(&now)) && !is_worse(&before, after, &root, fix)
        });
    }
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
