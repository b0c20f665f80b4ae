//! Templates to strings.

use std::rc::Rc;

use super::convert::convert;
use super::environment::Environment;
use super::evaluator::{Evaluator, Stop};
use super::term::{TEMPLATE, Term, Truth};
use super::terms::{bounded, term_of};
use super::types::Type;
use super::value::{Kind, Value};
use crate::syntax::ast::TemplatePart;
use crate::text::Span;

impl Evaluator<'_> {
    /// A template's text.
    pub(super) fn template(
        &mut self,
        environment: &mut Environment,
        parts: &[TemplatePart],
        span: Span,
    ) -> Result<Value, Stop> {
        let mut pieces = Pieces::default();
        self.template_parts(environment, parts, span, &mut pieces)?;
        let value = if pieces.terms.iter().all(Option::is_none) {
            Value::string(super::functions::string::normalise(&pieces.text))
        } else {
            let mut terms: Vec<Rc<Term>> = Vec::new();
            for (literal, term) in pieces.literals.into_iter().zip(pieces.terms) {
                if !literal.is_empty() {
                    terms.push(Rc::new(Term::Literal(super::display::quoted(&literal).into())));
                }
                terms.extend(term);
            }
            if !pieces.text.is_empty() {
                terms.push(Rc::new(Term::Literal(super::display::quoted(&pieces.text).into())));
            }
            self.symbolic(Type::String, bounded(Term::Apply(TEMPLATE.into(), terms)), true, pieces.not_empty)
        };
        Ok(pieces.sources.iter().fold(value, |value, source| value.absorbing(source)))
    }

    fn template_parts(
        &mut self,
        environment: &mut Environment,
        parts: &[TemplatePart],
        span: Span,
        pieces: &mut Pieces,
    ) -> Result<(), Stop> {
        for part in parts {
            match part {
                TemplatePart::Literal(text) => {
                    if !self.budget.spend(text.len()) {
                        return Err(Stop::Budget(span));
                    }
                    pieces.literal(text);
                }
                TemplatePart::Interpolation(expr) => {
                    let value = self.eval(environment, expr)?;
                    if value.is_null() {
                        return Err(Stop::error(expr.span, "null cannot be part of a string"));
                    }
                    let text = convert(&value, &Type::String).map_err(|_| {
                        Stop::error(expr.span, "only strings, numbers and bools can be part of a string")
                    })?;
                    if let Some(text) = text.as_str()
                        && !self.budget.spend(text.len())
                    {
                        return Err(Stop::Budget(span));
                    }
                    pieces.value(&text, self.is_empty(&text) == Truth::False);
                }
                TemplatePart::If { condition, then, otherwise } => {
                    let decision = self.eval(environment, condition)?;
                    let decision =
                        self.condition(&decision, condition.span, "the condition is neither true nor false")?;
                    match decision.as_bool() {
                        Some(true) => self.template_parts(environment, then, span, pieces)?,
                        Some(false) => self.template_parts(environment, otherwise, span, pieces)?,
                        None if decision.is_null() => {
                            return Err(Stop::error(condition.span, "the condition is null"));
                        }
                        None if self.splitting => {
                            return Err(Stop::Split(self.assumptions.atom(&term_of(&decision))));
                        }
                        None => {
                            self.merges += 1;
                            pieces.value(&decision, false);
                        }
                    }
                }
                TemplatePart::For { key_var, value_var, collection, body } => {
                    let values = self.eval(environment, collection)?;
                    let entries: Vec<(Value, Value)> = match &values.kind {
                        Kind::List(_, v) | Kind::Tuple(v) => v
                            .iter()
                            .enumerate()
                            .map(|(index, value)| (Value::int(index as i64), value.clone()))
                            .collect(),
                        Kind::Set(_, v) => v.iter().map(|value| (value.clone(), value.clone())).collect(),
                        Kind::Map(_, v) | Kind::Object(v) => {
                            v.iter().map(|(key, value)| (Value::string(key.clone()), value.clone())).collect()
                        }
                        Kind::Unknown(_) => {
                            pieces.value(&values, false);
                            continue;
                        }
                        _ => return Err(Stop::error(collection.span, "this value cannot be iterated")),
                    };
                    let depth = environment.variables.len();
                    for (key, value) in entries {
                        if !self.budget.step() {
                            return Err(Stop::Budget(span));
                        }
                        if let Some(name) = key_var {
                            environment.variables.push((name.clone(), key));
                        }
                        environment.variables.push((value_var.clone(), value));
                        let result = self.template_parts(environment, body, span, pieces);
                        environment.variables.truncate(depth);
                        result?;
                    }
                }
            }
        }
        Ok(())
    }
}

/// A template as far as it is rendered.
#[derive(Default)]
struct Pieces {
    text: String,
    literals: Vec<String>,
    terms: Vec<Option<Rc<Term>>>,
    not_empty: bool,
    sources: Vec<Value>,
}

impl Pieces {
    fn literal(&mut self, text: &str) {
        self.not_empty |= !text.is_empty();
        self.text.push_str(text);
    }

    fn value(&mut self, value: &Value, not_empty: bool) {
        self.not_empty |= not_empty;
        if value.meta.is_some() {
            self.sources.push(value.clone());
        }
        match value.as_str() {
            Some(text) => self.text.push_str(text),
            None => {
                self.literals.push(std::mem::take(&mut self.text));
                self.terms.push(Some(term_of(value)));
            }
        }
    }
}
