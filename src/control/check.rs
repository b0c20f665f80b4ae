//! The check: a configuration in, a report out.

use std::rc::Rc;

use crate::moves::Moves;
use crate::options::{CheckOptions, Inputs};
use crate::report::model::{
    Case, ChainLink, ControlRef, Diagnostic, Finding, FrameworkRef, Pitfall, Report, Severity, Status, Summary,
    Suppression, Tool, TraceStep,
};
use crate::sorted::SortedSet;
use crate::terraform::budget::Steps;
use crate::terraform::configuration::{Configuration, Problem};
use crate::terraform::evaluator::{EvaluationOptions, Evaluator, ScopeId};
use crate::text::{Span, Texts};

use super::context::Context;
use super::diagnostics::Diagnostics;
use super::judge::judge_root;
use super::judgement::{Arguments, Deciding, Judgement, Outcome, Subject};
use super::known::{FEWEST_UNITS, Known};
use super::module_call::{Enforcement, enforcement};
use super::part::Part;
use super::provider::AwsProvider;
use super::suppression::{OwnComments, Silence};
use super::unit::{self, Unit};
use super::{diagnostics, fixes, knowledge, running, suppression, tool_verdicts};

/// What of a check is the same for every root module.
pub struct Check<'a> {
    configuration: &'a Configuration,
    options: &'a CheckOptions,
    frameworks: Vec<Rc<FrameworkRef>>,
}

impl<'a> Check<'a> {
    /// Of this configuration.
    pub fn new(configuration: &'a Configuration, options: &'a CheckOptions) -> Self {
        let chosen = |slug: &String| options.frameworks.as_ref().is_none_or(|slugs| slugs.contains(slug));
        let frameworks = knowledge::frameworks().iter().filter(|framework| chosen(&framework.slug));
        let frameworks = frameworks.map(|framework| {
            Rc::new(FrameworkRef {
                slug: framework.slug.clone(),
                requirements: framework.requirements.iter().map(|requirement| requirement.id.clone()).collect(),
            })
        });
        Check { configuration, options, frameworks: frameworks.collect() }
    }

    /// Judges a root module. Its fixes are proposals that nothing has verified yet.
    pub fn judge(&self, root: &Rc<str>, steps: &mut Steps) -> Part {
        self.part(root, steps, (&mut Known::default(), &Moves::default()), Purpose::Once).unwrap_or_default()
    }

    /// As [`judge`](Self::judge), but for what of an earlier part still holds, if there is one; `then` are the files that
    /// were given for that, `moves` says what moved since.
    pub fn judge_again(
        &self,
        root: &Rc<str>,
        earlier: Option<Part>,
        (then, moves): (&Texts, &Moves),
        steps: &mut Steps,
    ) -> Part {
        let mut known = Known::default();
        if let Some(Part { known: Some(before), modules, .. }) = earlier {
            known = before;
            known.compare(&modules, then, moves, self.configuration);
        }
        self.part(root, steps, (&mut known, moves), Purpose::Again).unwrap_or_else(|| {
            known.forget();
            self.part(root, steps, (&mut known, moves), Purpose::Again).unwrap_or_default()
        })
    }

    /// As [`judge`](Self::judge), without what only a reader needs: chains, traces, frameworks, what other tools say,
    /// fixes.
    pub fn verdicts(&self, root: &Rc<str>, steps: &mut Steps) -> Part {
        self.part(root, steps, (&mut Known::default(), &Moves::default()), Purpose::Verdicts).unwrap_or_default()
    }

    /// Judges what is not known. `None`, and no steps are taken, where it turns out that the rest does not hold with it.
    fn part(
        &self,
        root: &Rc<str>,
        steps: &mut Steps,
        (known, moves): (&mut Known, &Moves),
        purpose: Purpose,
    ) -> Option<Part> {
        let evaluation = EvaluationOptions { any_inputs: self.options.inputs == Inputs::Any };
        let mut ev = Evaluator::new(self.configuration, root, &evaluation, &AwsProvider);
        ev.limit(steps.for_root());
        let cx = Context::new(&mut ev, self.configuration, self.options, known);
        // Nothing was asked for a subject yet.
        cx.asked();
        let mut reporter = Reporter {
            verdicts_only: purpose == Purpose::Verdicts,
            configuration: self.configuration,
            options: self.options,
            frameworks: &self.frameworks,
            findings: Vec::new(),
            diagnostics: Diagnostics::default(),
            used_comments: Vec::new(),
            passing_comments: Vec::new(),
            stocks: fixes::Stocks::default(),
        };
        let mut units =
            judge_root(&cx, &mut ev, root, known.units_that_hold(&cx.policies, moves, &self.configuration.sources));
        for unit in units.iter_mut().filter(|unit| !unit.can_be_kept) {
            reporter.tell(&mut ev, unit);
        }
        reporter.diagnostics.condensed(ev.condensed());
        if let Some(cut) = ev.cut() {
            reporter.diagnostics.cut(cut);
        }
        let taken = ev.steps();
        let refused = ev.refused_values();
        if !refused.is_empty() {
            reporter.diagnostics.refused(refused);
        }
        let modules = self.configuration.tree(root);
        let can_be_used = purpose == Purpose::Again
            && units.len() >= FEWEST_UNITS
            && known.can_be_used(&ev, cx.known_instances(), taken, &modules);
        if known.is_pieced_together && !(can_be_used && known.steps() <= steps.for_root()) {
            return None;
        }
        let mut part = Part::of(root, &mut units, reporter.diagnostics.into_report(&self.configuration.sources));
        part.modules = modules;
        part.reads = ev.into_reads();
        part.steps = steps.take(if can_be_used { known.steps() } else { taken });
        if can_be_used && part.steps.is_some() {
            known.keep(units, &mut part);
        }
        Some(part)
    }

    /// The remarks of a report: those of its parts, and what is about no root module.
    pub fn diagnostics(&self, parts: &[Part], comments: &mut OwnComments) -> Vec<Rc<Diagnostic>> {
        let mut general = Diagnostics::default();
        for problem in &self.configuration.problems {
            general.add(problem.clone());
        }
        for wanted in self.options.frameworks.iter().flatten().filter(|slug| knowledge::framework(slug).is_none()) {
            let nearest = knowledge::nearest_frameworks(wanted).join(" and ");
            let arguments = vec![("value", wanted.clone()), ("nearest", nearest)];
            general.add(Problem { code: "unknown-framework", arguments, span: None });
        }
        if !self.options.no_inline_suppressions {
            for Silence { span, .. } in comments.of(&self.configuration.sources) {
                if parts.iter().any(|part| part.used_comments.contains(span)) {
                    continue;
                }
                let why = match parts.iter().any(|part| part.passing_comments.contains(span)) {
                    true => "nothing would be reported here",
                    false => "it stands at no block that is judged",
                };
                let arguments = vec![("why", why.to_owned())];
                general.add(Problem { code: "unused-suppression", arguments, span: Some(*span) });
            }
        }
        let mut diagnostics = general.into_report(&self.configuration.sources);
        for part in parts {
            diagnostics.extend_from_slice(&part.diagnostics);
        }
        diagnostics::sort(&mut diagnostics);
        diagnostics
    }

    /// A report without results and remarks, but with the summary of them.
    pub fn head(&self, parts: &[Part], diagnostics: &[Rc<Diagnostic>]) -> Report {
        let about = knowledge::about();
        Report {
            schema_version: 1,
            tool: Tool { name: "ec2-profile-check".to_owned(), version: env!("CARGO_PKG_VERSION").to_owned() },
            control: ControlRef { id: about.id.clone(), title: about.title.clone() },
            base: None,
            shard: None,
            summary: summary(parts.iter().flat_map(|part| &part.findings), diagnostics),
            results: Vec::new(),
            diagnostics: Vec::new(),
        }
    }
}

/// What a root module is judged for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Purpose {
    /// A report.
    Once,
    /// Reports on files that go on changing.
    Again,
    /// The verdicts alone.
    Verdicts,
}

struct Reporter<'a> {
    verdicts_only: bool,
    configuration: &'a Configuration,
    options: &'a CheckOptions,
    frameworks: &'a [Rc<FrameworkRef>],
    findings: Vec<Rc<Finding>>,
    diagnostics: Diagnostics,
    used_comments: Vec<Span>,
    passing_comments: Vec<Span>,
    stocks: fixes::Stocks,
}

impl Reporter<'_> {
    /// Says what there is to say of what was judged.
    fn tell(&mut self, ev: &mut Evaluator<'_>, unit: &mut Unit) {
        let general = std::mem::replace(&mut self.diagnostics, std::mem::take(&mut unit.problems));
        for judgement in std::mem::take(&mut unit.judgements) {
            self.add(ev, &judgement);
        }
        let problems = std::mem::replace(&mut self.diagnostics, general);
        unit.diagnostics = problems.into_report(&self.configuration.sources);
        unit.can_be_kept = !self.findings.iter().any(unit::may_be_mended);
        unit.findings = std::mem::take(&mut self.findings);
        unit.used_comments = std::mem::take(&mut self.used_comments);
        unit.passing_comments = std::mem::take(&mut self.passing_comments);
    }

    fn add(&mut self, ev: &mut Evaluator<'_>, judgement: &Judgement) {
        let outcome = &judgement.outcome;
        let cases: Vec<Case> = judgement
            .cases
            .iter()
            .map(|case| Case {
                when: case.when.clone(),
                status: case.outcome.status,
                code: case.outcome.code.to_owned(),
            })
            .collect();
        for case in &judgement.cases {
            self.note_open_inputs(case, &judgement.root);
        }
        let mut finding = Finding {
            root: judgement.root.to_string(),
            address: judgement.address.clone(),
            resource_type: judgement.resource_type.clone(),
            status: outcome.status,
            code: outcome.code.to_owned(),
            message: message(outcome.code, &judgement.address, &outcome.arguments),
            location: self.configuration.sources.location(outcome.span),
            chain: Vec::new(),
            trace: Vec::new(),
            cases: (!cases.is_empty()).then_some(cases),
            pitfalls: self.pitfalls(outcome),
            frameworks: Vec::new(),
            tool_verdicts: Default::default(),
            fixes: Vec::new(),
            running: None,
            suppression: None,
        };
        let silenced = self.suppress(judgement, &mut finding);
        if !self.verdicts_only {
            finding.chain = self.chain(ev, outcome);
            finding.frameworks = self.frameworks_of(judgement);
            finding.trace = outcome.deciding.as_ref().map(|deciding| self.trace(ev, deciding)).unwrap_or_default();
            finding.tool_verdicts = Rc::new(tool_verdicts::of(ev, judgement, silenced));
            if finding.suppression.is_none() {
                finding.running = running::advice(judgement);
                finding.fixes = fixes::propose(ev, &self.stocks, judgement);
            }
        }
        self.findings.push(Rc::new(finding));
    }

    /// The links, each with its place: where it is declared; in a model of ours, the call that leads there; of what
    /// is not declared, the link before it.
    fn chain(&self, ev: &Evaluator<'_>, outcome: &Outcome) -> Vec<ChainLink> {
        let mut place = Some(outcome.span).filter(|span| self.is_given(*span));
        let mut links = Vec::with_capacity(outcome.chain.len());
        for link in &outcome.chain {
            let own = link.span.filter(|span| self.is_given(*span));
            place = own.or_else(|| self.given_call(ev, link.instance.as_ref()?.scope)).or(place);
            links.push(ChainLink {
                kind: link.kind,
                address: link.address.clone(),
                status: link.status,
                value: link.value.clone(),
                reason: link.reason.clone(),
                location: place.map(|span| self.configuration.sources.location(span)),
            });
        }
        links
    }

    /// The innermost call around a scope that stands in the given files.
    fn given_call(&self, ev: &Evaluator<'_>, scope: ScopeId) -> Option<Span> {
        let header = ev.call_of(scope)?.block.header;
        if self.is_given(header) { Some(header) } else { self.given_call(ev, ev.parent_of(scope)?) }
    }

    /// Whether a place is in the given files rather than in a model of ours.
    fn is_given(&self, span: Span) -> bool {
        self.configuration.sources.get(span.file).is_some_and(|source| !source.path.starts_with("(model)"))
    }

    fn trace(&self, ev: &mut Evaluator<'_>, deciding: &Deciding) -> Vec<TraceStep> {
        let iterates = deciding.block.as_ref().is_some_and(|block| !block.iterators.is_empty());
        let (Some(block), true) = (&deciding.block, iterates) else {
            let items = ev.assuming(&deciding.assumptions, |ev| ev.trace(&deciding.instance, &deciding.expr));
            return items
                .into_iter()
                .map(|item| TraceStep {
                    expression: item.expression,
                    value: item.value,
                    location: self.is_given(item.span).then(|| self.configuration.sources.location(item.span)),
                })
                .collect();
        };
        // The iterator of a dynamic block has a meaning only inside of it.
        let attribute = block.body.attributes.iter().find(|attribute| Rc::ptr_eq(&attribute.expr, &deciding.expr));
        let value = attribute.and_then(|attribute| {
            let read = |ev: &mut Evaluator<'_>| ev.block_attribute(&deciding.instance, block, &attribute.name);
            ev.assuming(&deciding.assumptions, |ev| ev.quietly(read)).ok().flatten()
        });
        value
            .map(|evaluated| TraceStep {
                expression: self.configuration.sources.slice(evaluated.expr.span).to_owned(),
                value: ev.describe(&evaluated.value),
                location: self
                    .is_given(evaluated.expr.span)
                    .then(|| self.configuration.sources.location(evaluated.expr.span)),
            })
            .into_iter()
            .collect()
    }

    fn pitfalls(&self, outcome: &Outcome) -> Vec<Pitfall> {
        let mut found: Vec<Pitfall> = Vec::new();
        let mut said: SortedSet<(&str, Option<Span>)> = SortedSet::new();
        for hit in &outcome.pitfalls {
            let Some(text) = knowledge::pitfall(hit.id) else { continue };
            let span = Some(hit.span).filter(|span| self.is_given(*span));
            if said.insert((hit.id, span)) {
                let location = span.map(|span| self.configuration.sources.location(span));
                let explanation = format!("{} {} {}", text.explanation, text.consequence, text.way_out);
                found.push(Pitfall { id: hit.id.to_owned(), title: text.title.clone(), explanation, location });
            }
        }
        found
    }

    fn frameworks_of(&self, judgement: &Judgement) -> Vec<Rc<FrameworkRef>> {
        let by_host = match &judgement.subject {
            Subject::Call(call) => match enforcement(call) {
                Enforcement::By(framework) => Some(framework),
                _ => None,
            },
            Subject::Resource { .. } => None,
        };
        let counts = |entry: &&Rc<FrameworkRef>| by_host.is_none_or(|framework| framework.slug == entry.slug);
        self.frameworks.iter().filter(counts).cloned().collect()
    }

    fn note_open_inputs(&mut self, case: &super::judgement::JudgedCase, root: &str) {
        let Some(module) = self.configuration.modules.get(root) else { return };
        if self.options.inputs == Inputs::Any {
            return;
        }
        for assumption in &case.when {
            let Some(rest) = assumption.input.strip_prefix("var.") else { continue };
            let name = rest.split(['.', '[', ' ']).next().unwrap_or(rest);
            if let Some(variable) = module.variables.get(name) {
                let arguments = vec![("value", name.to_owned())];
                let span = Some(variable.block.header);
                self.diagnostics.add(Problem { code: "unknown-variable-value", arguments, span });
            }
        }
    }

    /// Silences a finding; tells whether a comment of ours with a reason stands at it.
    fn suppress(&mut self, judgement: &Judgement, finding: &mut Finding) -> bool {
        if self.options.no_inline_suppressions {
            return false;
        }
        let block = match &judgement.subject {
            Subject::Resource { resource, .. } => &resource.block,
            Subject::Call(call) => &call.block,
        };
        let silences = suppression::of_block(self.configuration, block);
        for silence in &silences {
            if silence.reason.is_empty() {
                let span = Some(silence.span);
                self.diagnostics.add(Problem { code: "suppression-without-reason", arguments: Vec::new(), span });
                self.used_comments.push(silence.span);
            }
        }
        let reported = matches!(finding.status, Status::Fail | Status::Conditional | Status::Unknown);
        for silence in silences.iter().filter(|silence| !silence.reason.is_empty()) {
            if reported {
                self.used_comments.push(silence.span);
            } else {
                self.passing_comments.push(silence.span);
            }
        }
        let Some(silence) = silences.into_iter().find(|silence| !silence.reason.is_empty()) else { return false };
        if !reported {
            return false;
        }
        let ours = silence.by != suppression::BY_CHECKOV;
        finding.status = Status::Suppressed;
        finding.code = "suppressed".to_owned();
        finding.message = message(
            "suppressed",
            &judgement.address,
            &vec![("reason", silence.reason.trim_end_matches('.').to_owned())],
        );
        finding.suppression = Some(Suppression {
            reason: silence.reason,
            by: silence.by.to_owned(),
            location: self.configuration.sources.location(silence.span),
        });
        ours
    }
}

/// The sentence of a code for a subject.
pub fn message(code: &str, address: &str, arguments: &Arguments) -> String {
    // An argument `address` comes first: the sentence may be about what the subject launches from.
    let mut all: Vec<(&str, &str)> = arguments.iter().map(|(name, value)| (*name, value.as_str())).collect();
    all.push(("address", address));
    knowledge::message(code, &all)
}

fn summary<'f>(findings: impl Iterator<Item = &'f Rc<Finding>>, diagnostics: &[Rc<Diagnostic>]) -> Summary {
    let mut summary = Summary::default();
    findings.for_each(|finding| summary.add(finding.status));
    summary.errors = diagnostics.iter().filter(|diagnostic| diagnostic.severity == Severity::Error).count() as u32;
    summary
}
