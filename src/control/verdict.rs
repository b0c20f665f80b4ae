//! Several cases, one verdict.

use crate::report::model::{Assumption, LinkStatus, Status};
use crate::terraform::evaluator::Stop;
use crate::terraform::explore::{Exploration, assumptions_in_words};
use crate::terraform::term::{Assumptions, Term};

use super::confirmation::Doubt;
use super::context::Context;
use super::judgement::{JudgedCase, Outcome, add_new};
use super::knowledge;

/// A verdict and the cases it was merged from, where they differ.
pub struct Verdict {
    /// The whole.
    pub outcome: Outcome,
    /// For `conditional`.
    pub cases: Vec<JudgedCase>,
    /// What stopped the evaluation of a case.
    pub stops: Vec<Stop>,
}

/// Merges the cases of one subject. `blank` is an outcome at the subject's header, for when there is nothing better.
/// `doubt` is what was not confirmed of the cases.
pub fn merge(
    cx: &Context<'_>,
    exploration: Exploration<Outcome>,
    doubt: Option<Doubt>,
    blank: &dyn Fn(&'static str) -> Outcome,
) -> Verdict {
    let mut stops = Vec::new();
    let mut cases: Vec<(Assumptions, Outcome)> = Vec::new();
    let mut inputs = Vec::new();
    exploration.atoms.iter().for_each(|atom| atom.leaves(&mut inputs));
    let mut leaves = exploration.leaves;
    let creates = |outcome: &Outcome| !outcome.facts.creates_nothing;
    if !leaves.iter().any(|leaf| leaf.outcome.as_ref().is_ok_and(creates)) {
        // Whatever the inputs are, either nothing is created or Terraform stops: then it is the error that counts.
        leaves.extend(exploration.refused);
    }
    for leaf in leaves {
        let mut outcome = match leaf.outcome {
            Ok(outcome) => outcome,
            Err(stop) => {
                let outcome = stopped(cx, &stop, blank);
                stops.push(stop);
                outcome
            }
        };
        if let Some(deciding) = &mut outcome.deciding {
            deciding.assumptions = leaf.assumptions.clone();
        }
        cases.push((leaf.assumptions, outcome));
    }
    if exploration.too_many {
        let outcome = blank("too-many-cases").with("input", join(&inputs));
        return Verdict { outcome, cases: Vec::new(), stops };
    }
    let (outcome, cases) = settle(cases, doubt, blank);
    Verdict { outcome, cases, stops }
}

fn stopped(cx: &Context<'_>, stop: &Stop, blank: &dyn Fn(&'static str) -> Outcome) -> Outcome {
    let (why, span) = match stop {
        Stop::Error(error) => {
            let written = cx.configuration.sources.slice(error.span);
            if let Some((code, argument)) = missing_instance(written) {
                return Outcome { span: error.span, ..blank(code).with(argument, written) };
            }
            (error.message.clone(), Some(error.span))
        }
        Stop::Budget(span) => ("it takes too long to evaluate".to_owned(), Some(*span)),
        Stop::Undecided(span, why) => (why.to_string(), Some(*span)),
        Stop::Split(term) => (format!("it depends on {term}"), None),
    };
    let mut outcome = blank("value-unknown").with("why", why);
    outcome.span = span.unwrap_or(outcome.span);
    outcome
}

/// Types in the chain, and the code when an instance of theirs is asked for that is not created.
const MISSING: &[(&str, &str, &str)] = &[
    ("aws_iam_instance_profile.", "profile-instance-missing", "profile"),
    ("aws_iam_role.", "role-instance-missing", "role"),
    ("aws_launch_template.", "template-instance-missing", "template"),
    ("aws_launch_configuration.", "template-instance-missing", "template"),
];

/// Terraform stops where a reference names an instance that is not created, or none of several: no open question.
fn missing_instance(written: &str) -> Option<(&'static str, &'static str)> {
    let (_, code, argument) = MISSING.iter().find(|(prefix, ..)| written.starts_with(prefix))?;
    Some(if written.ends_with(']') { (code, argument) } else { ("instance-key-missing", "target") })
}

fn decides(outcome: &Outcome) -> bool {
    outcome.status != Status::NotApplicable
}

fn settle(
    cases: Vec<(Assumptions, Outcome)>,
    doubt: Option<Doubt>,
    blank: &dyn Fn(&'static str) -> Outcome,
) -> (Outcome, Vec<JudgedCase>) {
    let Some(first) = cases.iter().position(|(_, outcome)| decides(outcome)) else {
        // Why what is created needs none says more than that nothing is.
        let telling = cases.iter().position(|(_, outcome)| !outcome.facts.creates_nothing).unwrap_or_default();
        let nothing = cases.into_iter().nth(telling).map(|(_, outcome)| outcome);
        let why = "validations and preconditions leave its inputs no values";
        return (nothing.unwrap_or_else(|| blank("value-unknown").with("why", why)), Vec::new());
    };
    let status = cases[first].1.status;
    let agree = cases.iter().all(|(_, outcome)| !decides(outcome) || outcome.status == status);
    if agree {
        let pitfalls: Vec<_> = cases.iter().flat_map(|(_, outcome)| outcome.pitfalls.clone()).collect();
        let mut outcome = cases.into_iter().nth(first).map_or_else(|| blank("value-unknown"), |(_, outcome)| outcome);
        add_new(&mut outcome.pitfalls, pitfalls);
        return (outcome, Vec::new());
    }
    if let Some(unknown) = cases.iter().position(|(_, outcome)| outcome.status == Status::Unknown) {
        let outcome = cases.into_iter().nth(unknown).map_or_else(|| blank("value-unknown"), |(_, outcome)| outcome);
        return (outcome, Vec::new());
    }
    if let Some(Doubt { status, inputs }) = doubt {
        let verb = if status == Status::Fail { "fails" } else { "passes" };
        let why = format!("no values of {} were found for which it {verb}", join(&inputs));
        return (undecided(cases, why, blank), Vec::new());
    }
    disagree(cases, blank)
}

/// Some cases pass and some fail: inputs decide, unless something does that no input settles.
fn disagree(cases: Vec<(Assumptions, Outcome)>, blank: &dyn Fn(&'static str) -> Outcome) -> (Outcome, Vec<JudgedCase>) {
    let mut inputs = Vec::new();
    let mut open = Vec::new();
    let mut judged: Vec<JudgedCase> = Vec::new();
    let mut contradiction = false;
    for (assumptions, outcome) in &cases {
        let mut settled = Assumptions::default();
        for (term, holds) in assumptions.facts() {
            if term.is_settled_by_inputs() {
                settled = settled.with(term.clone(), *holds);
                term.leaves(&mut inputs);
            } else {
                unsettled_leaves(term, &mut open);
            }
        }
        let words = assumptions_in_words(&settled).into_iter();
        let when: Vec<Assumption> = words.map(|(input, is)| Assumption { input, is }).collect();
        match judged.iter().find(|case| case.when == when) {
            Some(case) if case.outcome.status == outcome.status => {}
            Some(case) => {
                let counts = |status: Status| status != Status::NotApplicable;
                contradiction |= counts(case.outcome.status) && counts(outcome.status);
            }
            None => judged.push(JudgedCase { when, outcome: outcome.clone() }),
        }
    }
    if contradiction {
        let why = format!("it depends on {}, which the given files do not settle", join(&open));
        return (undecided(cases, why, blank), Vec::new());
    }
    let failing = judged.iter().find(|case| case.outcome.status == Status::Fail);
    let mut outcome = failing.map_or_else(|| blank("depends-on-inputs"), |case| case.outcome.clone());
    outcome.code = "depends-on-inputs";
    outcome.status = knowledge::status(outcome.code);
    outcome.arguments.retain(|(name, _)| *name != "input");
    outcome.arguments.push(("input", join(&inputs)));
    (outcome, judged)
}

/// What is told where some cases pass and some fail, and inputs do not decide which.
fn undecided(cases: Vec<(Assumptions, Outcome)>, why: String, blank: &dyn Fn(&'static str) -> Outcome) -> Outcome {
    let failing = cases.into_iter().find(|(_, outcome)| outcome.status == Status::Fail);
    let mut outcome = failing.map_or_else(|| blank("value-unknown"), |(_, outcome)| outcome);
    outcome.status = Status::Unknown;
    outcome.code = "value-unknown";
    // What is told of the failing case holds in that case only.
    for link in outcome.chain.iter_mut().filter(|link| link.status == LinkStatus::Broken) {
        link.status = LinkStatus::Unknown;
        link.reason = Some(why.clone());
    }
    if let Some(deciding) = &mut outcome.deciding {
        deciding.assumptions = Assumptions::default();
    }
    // Of a profile that is judged itself, its own message speaks.
    outcome.arguments.retain(|(name, _)| *name == "profile");
    outcome.arguments.push(("why", why));
    outcome
}

/// The parts of a term that no input settles.
fn unsettled_leaves(term: &Term, into: &mut Vec<std::rc::Rc<str>>) {
    term.leaves(into);
    into.retain(|leaf| !leaf.starts_with("var."));
}

fn join(names: &[std::rc::Rc<str>]) -> String {
    names.join(", ")
}
