//! Inputs in the place of assumptions. That two conditions on one input are open does not say that each combination of
//! them can be: `length(concat(x)) > 0` and `length(x) == 0` cannot. A case is real where there are values for it.

use std::rc::Rc;

use super::configuration::Variable;
use super::evaluator::{Evaluator, Stop};
use super::number::Number;
use super::term::{Assumptions, Term, comparison};
use super::types::{AttributeType, Type};
use super::value::Value;
use crate::sorted::SortedMap;
use crate::text::{FileId, Sources};

/// Values of one input that are tried.
const MOST_VALUES: usize = 24;
/// Combinations of values that are tried for one question.
const MOST_TRIALS: usize = 96;
/// Literals of conditions that are used in values.
const MOST_LITERALS: usize = 5;

/// Values of root variables by name.
pub(super) type Inputs = SortedMap<Rc<str>, Value>;

impl Assumptions {
    /// Whether two of them are about the same input in ways of which nothing is known but by values.
    pub fn are_entangled(&self) -> bool {
        let about = |term: &Rc<Term>| {
            let mut leaves = Vec::new();
            term.leaves(&mut leaves);
            leaves.iter().map(|leaf| root_of(leaf).to_owned()).collect::<Vec<_>>()
        };
        let facts: Vec<_> =
            self.facts().iter().map(|(term, _)| (about(term), subject(term), comparison(term).is_some())).collect();
        facts.iter().enumerate().any(|(index, (names, of, is_bound))| {
            facts.iter().take(index).any(|(others, other, other_is_bound)| {
                // Of two bounds of a number it takes a number between them.
                let is_told = match of == other {
                    true => !(*is_bound && *other_is_bound),
                    false => matches!((of, other), (Term::Input(_), Term::Input(_))),
                };
                !is_told && names.iter().any(|name| others.contains(name))
            })
        })
    }
}

/// What a condition is about: x of `x.y == null`. What is assumed of one x in different conditions agrees by itself.
fn subject(term: &Term) -> &Term {
    match term {
        Term::IsNull(of) | Term::IsEmpty(of) | Term::Not(of) | Term::Member(of, _) => subject(of),
        Term::Equal(of, literal) if matches!(**literal, Term::Literal(_)) => subject(of),
        Term::Apply(name, operands) => match (&**name, operands.as_slice()) {
            ("<" | ">", [of, literal]) if matches!(**literal, Term::Literal(_)) => subject(of),
            ("can" | "[*]", [of]) => subject(of),
            _ => term,
        },
        _ => term,
    }
}

/// `var.x` of `var.x.y[0]`.
fn root_of(leaf: &str) -> &str {
    let name = leaf.strip_prefix("var.").unwrap_or(leaf);
    let end = name.find(['.', '[', ' ']).unwrap_or(name.len());
    leaf.get(..leaf.len() - name.len() + end).unwrap_or(leaf)
}

impl Evaluator<'_> {
    /// Asks a question with values for the inputs that these terms are about, as far as Terraform would accept them, until
    /// `is_enough`. Gives whether that were all values there are; `None` where the terms are about other things, too.
    pub fn ask_with_values<T>(
        &mut self,
        terms: &[Rc<Term>],
        mut ask: impl FnMut(&mut Self) -> Result<T, Stop>,
        mut is_enough: impl FnMut(T) -> bool,
    ) -> Option<bool> {
        let mut leaves = Vec::new();
        terms.iter().for_each(|term| term.leaves(&mut leaves));
        let mut inputs: Vec<(Rc<str>, Vec<Value>)> = Vec::new();
        let mut are_all = true;
        for leaf in &leaves {
            let name = root_of(leaf).strip_prefix("var.")?;
            let variable = self.module(Self::ROOT).variables.get(name).cloned()?;
            if inputs.iter().any(|(known, _)| *known == variable.name) {
                continue;
            }
            are_all &= variable.ty == Type::Bool;
            inputs.push((variable.name.clone(), values_for(&variable, terms, &self.configuration.sources)));
        }
        let combinations = inputs.iter().fold(1_usize, |product, (_, values)| product.saturating_mul(values.len()));
        // A step without a common factor comes to every combination, and to different ones soon.
        let mut step = if combinations > MOST_TRIALS { combinations / 8 * 5 + 1 } else { 1 };
        while has_common_factor(step, combinations) {
            step += 1;
        }
        let mut at = 0_usize;
        for _ in 0..combinations.min(MOST_TRIALS) {
            let mut rest = at;
            let chosen: Inputs = inputs
                .iter()
                .filter_map(|(name, values)| {
                    let value = values.get(rest % values.len().max(1))?.clone();
                    rest /= values.len().max(1);
                    Some((name.clone(), value))
                })
                .collect();
            at = (at + step) % combinations.max(1);
            if let Some(answer) = self.with_inputs(chosen, &mut ask)
                && is_enough(answer)
            {
                return Some(false);
            }
        }
        Some(are_all && combinations <= MOST_TRIALS)
    }

    /// The answer to a question with these values of root variables; `None` where Terraform would refuse them.
    fn with_inputs<T>(&mut self, inputs: Inputs, ask: &mut impl FnMut(&mut Self) -> Result<T, Stop>) -> Option<T> {
        let feasible = std::mem::take(&mut self.feasible);
        self.inputs = Some(Rc::new(inputs));
        let (outcome, is_accepted) = self.apart(|evaluator| {
            evaluator.start_case();
            let outcome = ask(evaluator);
            evaluator.end_case();
            let is_accepted = outcome.is_ok() && evaluator.is_feasible();
            (outcome, is_accepted)
        });
        self.inputs = None;
        self.feasible = feasible;
        outcome.ok().filter(|_| is_accepted)
    }
}

fn has_common_factor(a: usize, b: usize) -> bool {
    let (mut a, mut b) = (a, b.max(1));
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a != 1
}

fn values_for(variable: &Variable, terms: &[Rc<Term>], sources: &Sources) -> Vec<Value> {
    let mut literals = Literals::default();
    terms.iter().for_each(|term| literals.collect(term, sources));
    let mut values = literals.values(&variable.ty, 3);
    values.truncate(MOST_VALUES - 1);
    if variable.nullable {
        values.push(Value::null());
    }
    values
}

/// What stands in conditions: the values near it are those that make a difference.
#[derive(Default)]
struct Literals {
    texts: Vec<Rc<str>>,
    numbers: Vec<Number>,
}

impl Literals {
    fn collect(&mut self, term: &Term, sources: &Sources) {
        match term {
            Term::Literal(text) => {
                self.add_quoted(text);
                if let Some(number) = Number::parse(text)
                    && self.numbers.len() < MOST_LITERALS
                    && !self.numbers.contains(&number)
                {
                    self.numbers.push(number);
                }
            }
            Term::Member(of, name) => {
                self.add(name);
                self.collect(of, sources);
            }
            Term::IsNull(of) | Term::IsEmpty(of) | Term::Not(of) => self.collect(of, sources),
            Term::Apply(name, operands) => {
                operands.iter().for_each(|operand| self.collect(operand, sources));
                self.add_quoted(written_in_for(name, sources).unwrap_or_default());
            }
            Term::Equal(a, b) | Term::And(a, b) | Term::Or(a, b) => {
                self.collect(a, sources);
                self.collect(b, sources);
            }
            _ => {}
        }
    }

    fn add(&mut self, text: &Rc<str>) {
        if self.texts.len() < MOST_LITERALS && !self.texts.contains(text) {
            self.texts.push(text.clone());
        }
    }

    fn add_quoted(&mut self, printed: &str) {
        quoted_in(printed).iter().for_each(|text| self.add(text));
    }

    fn values(&self, ty: &Type, depth: usize) -> Vec<Value> {
        let Some(depth) = depth.checked_sub(1) else { return self.simple(ty).into_iter().collect() };
        let mut values = match ty {
            Type::Bool => vec![Value::bool(true), Value::bool(false)],
            Type::Number => {
                let mut numbers: Vec<Number> = [0, 1, 2].map(Number::from).to_vec();
                let steps = [Number::from(1), Number::from(-1), Number::from_f64(0.5).unwrap_or(Number::from(2))];
                for number in &self.numbers {
                    numbers.push(number.clone());
                    numbers.extend(steps.iter().filter_map(|step| number.add(step)));
                }
                numbers.sort();
                numbers.dedup();
                numbers.into_iter().map(Value::number).collect()
            }
            Type::String => self.strings(),
            Type::List(element) | Type::Set(element) => {
                let mut elements = self.values(element, depth);
                let mut lists = vec![Vec::new()];
                lists.extend(elements.iter().take(MOST_LITERALS).map(|element| vec![element.clone()]));
                elements.truncate(3);
                elements.push(Value::null());
                for first in &elements {
                    lists.extend(elements.iter().map(|second| vec![first.clone(), second.clone()]));
                }
                lists.push(vec![Value::null()]);
                lists.into_iter().map(Value::tuple).collect()
            }
            Type::Map(element) => {
                let mut elements = self.values(element, depth);
                elements.truncate(3);
                elements.push(Value::null());
                let mut keys = self.texts.clone();
                keys.push("x".into());
                let one = |key: &Rc<str>, element: &Value| [(key.clone(), element.clone())].into_iter().collect();
                let mut maps: Vec<SortedMap<Rc<str>, Value>> = vec![SortedMap::new()];
                for element in &elements {
                    maps.extend(keys.iter().map(|key| one(key, element)));
                }
                maps.extend(
                    elements.iter().take(2).map(|it| keys.iter().map(|key| (key.clone(), it.clone())).collect()),
                );
                maps.into_iter().map(Value::object).collect()
            }
            Type::Object(attributes) => self.objects(attributes, depth),
            Type::Tuple(elements) => {
                let first = |element: &Type| self.values(element, depth).into_iter().next().unwrap_or_else(Value::null);
                vec![Value::tuple(elements.iter().map(first).collect())]
            }
            Type::Dynamic => {
                let mut values = vec![Value::object(SortedMap::new()), Value::tuple(Vec::new())];
                let object =
                    |value: Value| Value::object(self.texts.iter().map(|name| (name.clone(), value.clone())).collect());
                let objects = [Value::null(), Value::string(""), Value::string("x")].map(object);
                values.extend(objects.iter().map(|it| Value::object([("x".into(), it.clone())].into_iter().collect())));
                values.extend(objects);
                values.extend(self.strings());
                values
            }
        };
        values.truncate(MOST_VALUES);
        values
    }

    /// Objects that differ from a first one in one attribute each, and those that have all of them set.
    fn objects(&self, attributes: &SortedMap<Rc<str>, AttributeType>, depth: usize) -> Vec<Value> {
        let choices: Vec<(&Rc<str>, Vec<Value>)> = attributes
            .iter()
            .map(|(name, attribute)| {
                let mut values = self.values(&attribute.ty, depth);
                values.insert(0, Value::null());
                (name, values)
            })
            .collect();
        let with = |index: usize, changed: Option<usize>| -> Value {
            let pick = |(at, (name, values)): (usize, &(&Rc<str>, Vec<Value>))| {
                let index = if changed.is_none_or(|changed| changed == at) { index } else { 0 };
                let value = values.get(index.min(values.len().saturating_sub(1)));
                ((*name).clone(), value.cloned().unwrap_or_else(Value::null))
            };
            Value::object(choices.iter().enumerate().map(pick).collect())
        };
        let mut objects: Vec<Value> = (0..3).map(|index| with(index, None)).collect();
        for (at, (_, values)) in choices.iter().enumerate() {
            objects.extend((1..values.len().min(MOST_LITERALS)).map(|index| with(index, Some(at))));
        }
        objects
    }

    fn strings(&self) -> Vec<Value> {
        let mut texts: Vec<Value> = self.texts.iter().map(|text| Value::string(text.clone())).collect();
        texts.extend(
            ["", "x", "y"].into_iter().filter(|text| !self.texts.iter().any(|it| **it == **text)).map(Value::string),
        );
        texts
    }

    fn simple(&self, ty: &Type) -> Option<Value> {
        Some(match ty {
            Type::Bool => Value::bool(true),
            Type::Number => Value::int(1),
            Type::String | Type::Dynamic => Value::string("x"),
            Type::List(_) | Type::Set(_) | Type::Tuple(_) => Value::tuple(Vec::new()),
            Type::Map(_) => Value::object(SortedMap::new()),
            Type::Object(_) => return None,
        })
    }
}

/// The quoted texts in a value as Terraform prints it; those with escapes are left out.
/// What a `for` makes of each element and on which condition, as far as the line goes that the name of its term leads to.
fn written_in_for<'s>(name: &str, sources: &'s Sources) -> Option<&'s str> {
    let (form, place) = name.split_once(':')?;
    let (file, start) = place.split_once(':').filter(|_| matches!(form, "for" | "for-if"))?;
    let source = sources.get(FileId(file.parse().ok()?))?;
    source.text.get(start.parse().ok()?..)?.lines().next()
}

fn quoted_in(printed: &str) -> Vec<Rc<str>> {
    printed.split('"').skip(1).step_by(2).filter(|text| !text.contains('\\')).map(Rc::from).collect()
}
