//! Cases, not guesses: a question is asked under every combination of the undecided terms it depends on.

use std::collections::HashMap;
use std::rc::Rc;

use super::budget::MOST_CASES;
use super::comparison::compare;
use super::environment::Environment;
use super::evaluator::{Evaluator, Key, ScopeId, Stop};
use super::number::Number;
use super::term::{Assumptions, Fact, Term, Truth};
use super::types::Type;
use crate::sorted::SortedMap;
use crate::syntax::ast::{BinaryOp, Expr};

/// One way the undecided inputs may turn out.
#[derive(Clone, Debug)]
pub struct Leaf<T> {
    /// What was assumed.
    pub assumptions: Assumptions,
    /// What came of it; never [`Stop::Split`].
    pub outcome: Result<T, Stop>,
}

/// All ways they may turn out.
#[derive(Clone, Debug)]
pub struct Exploration<T> {
    /// In a fixed order: what is assumed true comes first.
    pub leaves: Vec<Leaf<T>>,
    /// Cases in which Terraform stops with an error, left out of the leaves because others remain.
    pub refused: Vec<Leaf<T>>,
    /// Whether there were more cases than are tried; then the leaves decide nothing.
    pub too_many: bool,
    /// What was split on, in order of first use.
    pub atoms: Vec<Rc<Term>>,
}

impl<T> Exploration<T> {
    /// Whether nothing open bears on the answer.
    pub fn is_certain(&self) -> bool {
        !self.too_many && matches!(self.leaves.as_slice(), [leaf] if leaf.assumptions.is_empty())
    }

    /// The same cases with other answers.
    pub fn map<U>(self, answer: impl Fn(T) -> U) -> Exploration<U> {
        let all = |leaves: Vec<Leaf<T>>| {
            let other = |leaf: Leaf<T>| Leaf { assumptions: leaf.assumptions, outcome: leaf.outcome.map(&answer) };
            leaves.into_iter().map(other).collect()
        };
        let Exploration { leaves, refused, too_many, atoms } = self;
        Exploration { leaves: all(leaves), refused: all(refused), too_many, atoms }
    }
}

/// Which validations were found to be false, so that none is evaluated for every question anew.
#[derive(Debug, Default)]
pub(super) struct Feasible {
    /// By module instance and what was assumed: whether no validation of its variables is false.
    cases: SortedMap<(ScopeId, Vec<Fact>), bool>,
    /// By root variable: the same for its own validations, under assumptions about others.
    untouched: SortedMap<Rc<str>, bool>,
}

impl Evaluator<'_> {
    /// Asks a question under every combination of the terms it splits on. Cases that Terraform would refuse are left
    /// out when others remain: validations that do not hold, preconditions, errors.
    pub fn explore<T>(&mut self, mut ask: impl FnMut(&mut Self) -> Result<T, Stop>) -> Exploration<T> {
        self.budget.next_question();
        let mut waiting = vec![Assumptions::default()];
        let mut leaves: Vec<Leaf<T>> = Vec::new();
        let mut tried = 0_usize;
        let mut too_many = false;
        let mut atoms: Vec<Rc<Term>> = Vec::new();
        while let Some(assumptions) = waiting.pop() {
            tried += 1;
            if tried > 2 * MOST_CASES {
                too_many = true;
                break;
            }
            let (outcome, feasible) = self.under(&assumptions, &mut ask);
            match outcome {
                Err(Stop::Split(term)) => {
                    let atom = assumptions.atom(&term);
                    if assumptions.facts().iter().any(|(fact, _)| *fact == atom) {
                        // Assumed already and asked again: the answer does not depend on it in a way that can be told.
                        too_many = true;
                        break;
                    }
                    if !atoms.contains(&atom) {
                        atoms.push(atom.clone());
                    }
                    waiting.push(assumptions.with(atom.clone(), false));
                    waiting.push(assumptions.with(atom, true));
                }
                outcome if feasible => leaves.push(Leaf { assumptions, outcome }),
                _ => {}
            }
        }
        let mut refused = Vec::new();
        if leaves.iter().any(|leaf| leaf.outcome.is_ok()) {
            let is_error = |leaf: &Leaf<T>| matches!(leaf.outcome, Err(Stop::Error(_)));
            (refused, leaves) = leaves.into_iter().partition(is_error);
        }
        too_many |= leaves.len() > MOST_CASES;
        Exploration { leaves, refused, too_many, atoms }
    }

    fn under<T>(
        &mut self,
        assumptions: &Assumptions,
        ask: &mut impl FnMut(&mut Self) -> Result<T, Stop>,
    ) -> (Result<T, Stop>, bool) {
        self.start_case();
        if assumptions.is_empty() {
            let outcome = ask(self);
            self.end_case();
            return (outcome, true);
        }
        self.assuming(assumptions, |evaluator| {
            let outcome = ask(evaluator);
            evaluator.end_case();
            let feasible = matches!(outcome, Err(Stop::Split(_))) || evaluator.is_feasible();
            (outcome, feasible)
        })
    }

    pub(super) fn start_case(&mut self) {
        self.splitting = true;
        self.touched.clear();
        self.counts.clear();
    }

    pub(super) fn end_case(&mut self) {
        self.splitting = false;
        self.visiting.clear();
    }

    /// Runs `ask` as in the case of these assumptions.
    pub fn assuming<T>(&mut self, assumptions: &Assumptions, ask: impl FnOnce(&mut Self) -> T) -> T {
        if assumptions.is_empty() {
            return ask(self);
        }
        self.assumptions = assumptions.clone();
        let result = self.apart(ask);
        self.assumptions = Assumptions::default();
        result
    }

    /// Runs `ask` where what was computed before does not hold, and what it computes does not hold after.
    pub(super) fn apart<T>(&mut self, ask: impl FnOnce(&mut Self) -> T) -> T {
        let memo = std::mem::take(&mut self.memo);
        let scope_index = std::mem::take(&mut self.scope_index);
        self.instances.begin();
        self.module_scopes.begin();
        let result = ask(self);
        self.memo = memo;
        self.scope_index = scope_index;
        self.instances.end();
        self.module_scopes.end();
        result
    }

    /// Whether Terraform would accept the case: no validation of a variable that was read, no precondition of an
    /// instance that was judged is certainly false, and each count can be a whole number.
    pub(super) fn is_feasible(&mut self) -> bool {
        let is_negative = |count| compare(self, BinaryOp::Less, count, &Number::from(0)) == Truth::True;
        if self.counts.iter().any(|count| is_negative(count) || !self.assumptions.allow_count(count)) {
            return false;
        }
        let mut scopes: Vec<ScopeId> = vec![Self::ROOT];
        scopes.extend(self.scope_index.values().copied());
        for instance in &self.touched {
            scopes.extend(std::iter::successors(Some(instance.scope), |scope| self.scope(*scope).parent));
        }
        scopes.sort_unstable();
        scopes.dedup();
        if !scopes.into_iter().all(|scope| self.validations_may_hold(scope)) {
            return false;
        }
        for instance in std::mem::take(&mut self.touched) {
            let block = instance.resource.block.clone();
            for lifecycle in block.body.blocks("lifecycle") {
                for precondition in lifecycle.body.blocks("precondition") {
                    let Some(condition) = precondition.body.attribute("condition") else { continue };
                    if self.certainly_false(self.environment_of(&instance), &condition.expr) {
                        return false;
                    }
                }
            }
        }
        true
    }

    /// Whether no validation of a module's variables is certainly false. Many questions are asked under the same
    /// assumptions.
    fn validations_may_hold(&mut self, scope: ScopeId) -> bool {
        let module = self.module(scope).clone();
        if module.variables.values().all(|variable| variable.validations.is_empty()) {
            return true;
        }
        let case = (scope, self.assumptions.facts().to_vec());
        if let Some(known) = self.feasible.cases.get(&case) {
            return *known;
        }
        let assumed = if scope == Self::ROOT { self.assumptions.variables() } else { None };
        let mut may_hold = true;
        for variable in module.variables.values().filter(|variable| !variable.validations.is_empty()) {
            let is_untouched = variable.is_validated_alone
                && assumed.as_ref().is_some_and(|assumed| !assumed.iter().any(|name| **name == *variable.name));
            let known = if is_untouched { self.feasible.untouched.get(&variable.name).copied() } else { None };
            let holds = known.unwrap_or_else(|| {
                let environment = || Environment::of(scope, &Key::None, None);
                !variable.validations.iter().any(|condition| self.certainly_false(environment(), condition))
            });
            if is_untouched {
                self.feasible.untouched.insert(variable.name.clone(), holds);
            }
            may_hold &= holds;
            if !may_hold {
                break;
            }
        }
        self.feasible.cases.insert(case, may_hold);
        may_hold
    }

    fn certainly_false(&mut self, mut environment: Environment, condition: &Rc<Expr>) -> bool {
        match self.quietly(|evaluator| evaluator.eval(&mut environment, condition)) {
            Ok(value) => {
                super::convert::convert(&value, &Type::Bool).ok().and_then(|value| value.as_bool()) == Some(false)
            }
            Err(Stop::Error(_)) => true,
            Err(_) => false,
        }
    }
}

/// An assumption as a person would say it: the input and what it is.
pub fn in_words(term: &Term, holds: bool) -> (String, String) {
    let either = |yes: &str, no: &str| if holds { yes.to_string() } else { no.to_string() };
    match term {
        Term::IsNull(of) => (of.to_string(), either("null", "not null")),
        Term::IsEmpty(of) => (of.to_string(), either("empty", "not empty")),
        Term::Equal(of, other) => (of.to_string(), if holds { other.to_string() } else { format!("not {other}") }),
        Term::Not(inner) => in_words(inner, !holds),
        other => (other.to_string(), either("true", "false")),
    }
}

/// All assumptions of a case in words, one per input: `not null` and `not empty` are said as `not empty`.
pub fn assumptions_in_words(assumptions: &Assumptions) -> Vec<(String, String)> {
    let mut order: Vec<String> = Vec::new();
    let mut said: HashMap<String, Vec<String>> = HashMap::new();
    for (term, holds) in assumptions.facts() {
        let (input, is) = in_words(term, *holds);
        if !order.contains(&input) {
            order.push(input.clone());
        }
        let facts = said.entry(input).or_default();
        if !facts.contains(&is) {
            facts.push(is);
        }
    }
    order
        .into_iter()
        .map(|input| {
            let mut facts = said.remove(&input).unwrap_or_default();
            let positive: Vec<String> = facts.iter().filter(|fact| !fact.starts_with("not ")).cloned().collect();
            if !positive.is_empty() {
                facts = positive;
            } else if facts.len() > 1 {
                facts.retain(|fact| fact != "not null");
            }
            (input, facts.join(" and "))
        })
        .collect()
}
