//! Paths from the top of the repository, for whoever does not know where the check was started.

use std::borrow::Cow;

use super::model::Report;
use crate::terraform::load::path;
use crate::text::Location;

/// The report with every path taken from the top of the repository: there platforms look for files, and a finding keeps
/// its identity wherever in the repository the check is started.
pub fn from_top(report: &Report) -> Cow<'_, Report> {
    let Some(base) = report.base.as_deref() else { return Cow::Borrowed(report) };
    let mut report = Report { base: None, ..report.clone() };
    let place = |location: &mut Location| {
        if !location.file.is_empty() {
            location.file = path::join(base, &location.file);
        }
    };
    for finding in &mut report.results {
        finding.root = path::join(base, &finding.root);
        place(&mut finding.location);
        finding.chain.iter_mut().filter_map(|link| link.location.as_mut()).for_each(place);
        finding.trace.iter_mut().filter_map(|step| step.location.as_mut()).for_each(place);
        finding.pitfalls.iter_mut().filter_map(|pitfall| pitfall.location.as_mut()).for_each(place);
        finding.suppression.iter_mut().for_each(|suppression| place(&mut suppression.location));
        for edit in finding.fixes.iter_mut().flat_map(|fix| &mut fix.edits) {
            edit.file = path::join(base, &edit.file);
        }
    }
    report.diagnostics.iter_mut().filter_map(|diagnostic| diagnostic.location.as_mut()).for_each(place);
    Cow::Owned(report)
}
