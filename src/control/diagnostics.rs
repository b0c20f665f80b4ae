//! Remarks on the input, each said once.

use std::rc::Rc;

use crate::report::model::Diagnostic;
use crate::sorted::SortedSet;
use crate::terraform::configuration::{ModuleCall, Problem};
use crate::terraform::evaluator::{Condensed, Evaluator, Stop};
use crate::terraform::validation::RefusedValue;
use crate::text::{Sources, Span};

use super::knowledge;

/// Collected remarks.
#[derive(Debug, Default)]
pub struct Diagnostics {
    problems: Vec<Problem>,
    seen: SortedSet<(&'static str, Option<Span>, String)>,
}

impl Diagnostics {
    /// Adds a remark that was not made yet.
    pub fn add(&mut self, problem: Problem) {
        let text = problem.arguments.iter().map(|(_, value)| value.as_str()).collect::<Vec<_>>().join("\u{1f}");
        if self.seen.insert((problem.code, problem.span, text)) {
            self.problems.push(problem);
        }
    }

    /// Adds what stopped evaluations.
    pub fn stops(&mut self, ev: &Evaluator<'_>, stops: &[Stop]) {
        for stop in stops {
            let (code, detail, span) = match stop {
                Stop::Error(error) => (error.code, error.message.clone(), error.span),
                Stop::Budget(span) => ("budget-exceeded", "it takes too many steps".to_owned(), *span),
                Stop::Split(_) | Stop::Undecided(..) => continue,
            };
            let written = ev.source(span).to_owned();
            let (address, value) = match code {
                "undeclared-variable" => (written.clone(), written.strip_prefix("var.").unwrap_or(&written).to_owned()),
                _ => (written.clone(), written),
            };
            let arguments = vec![("detail", detail), ("address", address), ("value", value)];
            self.add(Problem { code, arguments, span: Some(span) });
        }
    }

    /// Adds where one instance stands for many.
    pub fn condensed(&mut self, condensed: &[Condensed]) {
        for Condensed { block, count, limit, of_root } in condensed {
            let code = if *of_root { "root-instances-as-one" } else { "instances-as-one" };
            let arguments = vec![("value", count.to_string()), ("limit", limit.to_string())];
            self.add(Problem { code, arguments, span: Some(*block) });
        }
    }

    /// Adds where modules were not looked into. In a function of its own, so that a first check does without it.
    #[inline(never)]
    pub fn cut(&mut self, (span, why): (Span, &'static str)) {
        let detail = format!("{why}; what is further in is not judged");
        self.add(Problem { code: "budget-exceeded", arguments: vec![("detail", detail)], span: Some(span) });
    }

    /// Adds the values that their variables do not take. In a function of its own, so that a first check does without it.
    #[inline(never)]
    pub fn refused(&mut self, values: Vec<RefusedValue>) {
        for RefusedValue { variable, message, span } in values {
            let detail = message.unwrap_or_else(|| "a validation does not hold".to_owned());
            let arguments = vec![("value", variable), ("detail", detail)];
            self.add(Problem { code: "refused-value", arguments, span: Some(span) });
        }
    }

    /// The host of a module's source names no framework.
    pub fn unknown_host(&mut self, call: &ModuleCall, label: &str) {
        let nearest = knowledge::nearest_frameworks(label).join(" and ");
        let arguments = vec![("value", label.to_owned()), ("nearest", nearest)];
        self.add(Problem { code: "unknown-compliance-framework", arguments, span: Some(call.source_span) });
    }

    /// As the report has them, sorted by place.
    pub fn into_report(self, sources: &Sources) -> Vec<Rc<Diagnostic>> {
        let told = self.problems.into_iter().map(|problem| {
            let arguments: Vec<(&str, &str)> =
                problem.arguments.iter().map(|(name, value)| (*name, value.as_str())).collect();
            Rc::new(Diagnostic {
                severity: knowledge::severity(problem.code),
                code: problem.code.to_owned(),
                message: knowledge::message(problem.code, &arguments),
                location: problem.span.map(|span| sources.location(span)),
            })
        });
        let mut diagnostics = told.collect();
        sort(&mut diagnostics);
        diagnostics
    }
}

/// Brings remarks into the order of the report, and leaves each once.
pub fn sort(diagnostics: &mut Vec<Rc<Diagnostic>>) {
    diagnostics.sort_by(|a, b| (&a.location, &a.code, &a.message).cmp(&(&b.location, &b.code, &b.message)));
    diagnostics.dedup();
}
