//! `condition ? then : otherwise`, decided or open.

use std::rc::Rc;

use super::convert::{convert, convert_strictly};
use super::environment::Environment;
use super::eval::carry_marks;
use super::evaluator::{Evaluator, Stop};
use super::set;
use super::term::{Term, Truth};
use super::terms::{bounded, term_of};
use super::types::Type;
use super::unify::unify;
use super::value::{Kind, Value};
use crate::syntax::ast::{Expr, ExprKind};
use crate::syntax::walk::walk;
use crate::text::Span;

impl Evaluator<'_> {
    pub(super) fn conditional(
        &mut self,
        environment: &mut Environment,
        condition: &Expr,
        then: &Expr,
        otherwise: &Expr,
        span: Span,
    ) -> Result<Value, Stop> {
        let decision = self.eval(environment, condition)?;
        let decided = match decision.is_null() {
            true => Err(Stop::error(condition.span, "the condition is null; it must be true or false")),
            false => self.condition(&decision, condition.span, "the condition is neither true nor false"),
        };
        if environment.faults.is_some() && !decided.as_ref().is_ok_and(Value::is_known) {
            return self.type_of_both(environment, then, otherwise, span, decided.is_err());
        }
        let decision = decided?;
        match decision.as_bool() {
            Some(holds) => {
                let (taken, other) = if holds { (then, otherwise) } else { (otherwise, then) };
                let value = self.eval(environment, taken)?;
                let not_taken = other;
                let Some(other) = self.branch_not_taken(environment, not_taken)? else {
                    return Ok(carry_marks(value, &decision));
                };
                if other.ty() == Type::Dynamic && self.is_refused_by_type(environment, &value, taken, not_taken) {
                    return Err(Stop::error(span, NOT_TOGETHER));
                }
                let unified = self.unified(environment, &value, other.ty(), span)?;
                // What could have come out of the other branch marks the result as well.
                Ok(carry_marks(carry_marks(unified, &other), &decision))
            }
            None => {
                let term = term_of(&decision);
                let before = self.merges;
                let (left, right) = self
                    .quietly(|evaluator| (evaluator.eval(environment, then), evaluator.eval(environment, otherwise)));
                if let (Ok(left), Ok(right)) = (&left, &right) {
                    if left == right {
                        self.merges = before;
                        return Ok(left.clone());
                    }
                    if !self.splitting || is_plain_text(left) && is_plain_text(right) {
                        self.merges += 1;
                        return Ok(self.merge(term, left, right));
                    }
                }
                for result in [&left, &right] {
                    if let Err(Stop::Error(error)) = result
                        && !error.is_local
                    {
                        return Err(Stop::Error(error.clone()));
                    }
                }
                if self.splitting {
                    self.merges = before;
                    return Err(Stop::Split(self.assumptions.atom(&term)));
                }
                // One branch is wrong: Terraform would stop there, so where it does not, the other was taken.
                self.merges += 1;
                match (left, right) {
                    (Ok(value), Err(Stop::Error(_))) | (Err(Stop::Error(_)), Ok(value)) => Ok(value),
                    (Err(stop), _) | (_, Err(stop)) => Err(stop),
                    (Ok(left), Ok(_)) => Ok(left),
                }
            }
        }
    }

    /// A condition as a bool, as far as the assumptions of the case decide it.
    pub(super) fn condition(&self, value: &Value, span: Span, message: &str) -> Result<Value, Stop> {
        let value = convert(value, &Type::Bool).map_err(|_| Stop::error(span, message))?;
        Ok(self.settle(value))
    }

    /// The branch that is not taken, for its type and marks; `None` when it does not matter. Its errors do not count.
    pub(super) fn branch_not_taken(
        &mut self,
        environment: &mut Environment,
        expr: &Expr,
    ) -> Result<Option<Value>, Stop> {
        match &expr.kind {
            ExprKind::Null => return Ok(None),
            ExprKind::String(text) => return Ok(Some(Value::string(text.clone()))),
            _ => {}
        }
        let merges = self.merges;
        let faults = environment.faults.replace(0);
        let result = self.quietly(|evaluator| evaluator.eval(environment, expr));
        environment.faults = faults;
        self.merges = merges;
        match result {
            Ok(value) => Ok(Some(value)),
            Err(Stop::Budget(span)) => Err(Stop::Budget(span)),
            Err(Stop::Error(error)) if !error.is_local => Err(Stop::Error(error)),
            Err(_) => Ok(None),
        }
    }

    /// Terraform looks at each expression once before variables have values. What the branch that is not taken wants of
    /// a variable, and that is not in its value, has a type there all the same.
    fn is_refused_by_type(&self, environment: &Environment, value: &Value, taken: &Expr, not_taken: &Expr) -> bool {
        let is_looked_at = self.trying == 0
            && environment.faults.is_none()
            && environment.variables.is_empty()
            && environment.splat.is_empty();
        if !is_looked_at || is_untyped_null(value) {
            return false;
        }
        let Some(ty) = self.declared_type(environment, not_taken) else { return false };
        let mut is_constant = true;
        walk(taken, &mut |inner| is_constant &= !matches!(inner.kind, ExprKind::Variable(_)));
        is_constant && unify(&[value.ty(), ty], true).is_none()
    }

    /// The type of a part of a root variable, by its declaration.
    fn declared_type(&self, environment: &Environment, expr: &Expr) -> Option<Type> {
        let (source, name) = match &expr.kind {
            ExprKind::Parens(inner) => return self.declared_type(environment, inner),
            ExprKind::GetAttr(source, name) => (source, Some(name)),
            ExprKind::Index(source, key) => match &key.kind {
                ExprKind::String(name) => (source, Some(name)),
                ExprKind::Number(_) => (source, None),
                _ => return None,
            },
            _ => return None,
        };
        if let (ExprKind::Variable(root), Some(name)) = (&source.kind, name) {
            let is_root = &**root == "var" && environment.scope == Self::ROOT;
            let variable = self.module(environment.scope).variables.get(name).filter(|_| is_root)?;
            return Some(variable.ty.clone());
        }
        match (self.declared_type(environment, source)?, name) {
            (Type::Map(ty), Some(_)) | (Type::List(ty), None) => Some((*ty).clone()),
            (Type::Object(attributes), Some(name)) => attributes.get(name).map(|attribute| attribute.ty.clone()),
            _ => None,
        }
    }

    fn unified(
        &mut self,
        environment: &mut Environment,
        value: &Value,
        other: Type,
        span: Span,
    ) -> Result<Value, Stop> {
        let own = value.ty();
        if own == other || other == Type::Dynamic || own == Type::Dynamic && !value.is_null() {
            return Ok(value.clone());
        }
        let from_structure = matches!(other, Type::Map(_) | Type::List(_));
        let ty = if own == Type::Dynamic { other } else { together(own, other, span)? };
        let converted = if from_structure { convert_strictly(value, &ty) } else { convert(value, &ty) };
        match (converted, environment.faults) {
            (Ok(converted), _) => Ok(converted),
            (Err(_), Some(faults)) => {
                environment.faults = Some(faults.saturating_add(1));
                Ok(Value::unknown(ty))
            }
            (Err(message), None) => Err(Stop::error(span, message)),
        }
    }

    /// A condition that is open or wrong where errors do not count: of the result the type is known.
    fn type_of_both(
        &mut self,
        environment: &mut Environment,
        then: &Expr,
        otherwise: &Expr,
        span: Span,
        wrong: bool,
    ) -> Result<Value, Stop> {
        let left = self.branch_not_taken(environment, then)?;
        let right = self.branch_not_taken(environment, otherwise)?;
        let ty = match (left.filter(|value| !is_untyped_null(value)), right.filter(|value| !is_untyped_null(value))) {
            (None, None) => Type::Dynamic,
            (Some(only), None) | (None, Some(only)) => only.ty(),
            (Some(left), Some(right)) => match (left.ty(), right.ty()) {
                (Type::Dynamic, _) | (_, Type::Dynamic) => Type::Dynamic,
                (left, right) => together(left, right, span)?,
            },
        };
        if wrong {
            environment.faults = environment.faults.map(|faults| faults.saturating_add(1));
        }
        Ok(Value::unknown(ty))
    }

    /// One of two values, it is not known which.
    pub(super) fn merge(&mut self, condition: Rc<Term>, left: &Value, right: &Value) -> Value {
        let ty = unify(&[left.ty(), right.ty()], true).unwrap_or(Type::Dynamic);
        let (left, right) = (
            convert(left, &ty).unwrap_or_else(|_| left.clone()),
            convert(right, &ty).unwrap_or_else(|_| right.clone()),
        );
        let term = bounded(Term::Apply("?:".into(), vec![condition, term_of(&left), term_of(&right)]));
        let both = |test: &dyn Fn(&Self, &Value) -> Truth| {
            test(self, &left) == Truth::False && test(self, &right) == Truth::False
        };
        let not_null = both(&|evaluator, value| evaluator.is_null(value));
        let not_empty = not_null && both(&|evaluator, value| evaluator.is_empty(value));
        let elements: Vec<Value> = [&left, &right].into_iter().flat_map(elements_of).collect();
        let element = if elements.is_empty() {
            None
        } else {
            match self.any_instance(elements.iter()) {
                Some(any) => Some(any),
                None => Some(set::any_of(elements.iter(), &Type::Dynamic)),
            }
        };
        self.symbolic(ty, term, not_null, not_empty)
            .refined(|unknown| unknown.element = element)
            .absorbing(&left)
            .absorbing(&right)
    }
}

const NOT_TOGETHER: &str = "the two results of the condition are of types that do not go together";

fn is_untyped_null(value: &Value) -> bool {
    value.is_null() && value.ty() == Type::Dynamic
}

/// The type of both results of a condition.
fn together(left: Type, right: Type, span: Span) -> Result<Type, Stop> {
    unify(&[left, right], true).ok_or_else(|| Stop::error(span, NOT_TOGETHER))
}

/// A non-empty string that is no attribute of anything: which one it is decides nothing.
pub(super) fn is_plain_text(value: &Value) -> bool {
    value.origin().is_none()
        && match &value.kind {
            Kind::String(text) => !text.is_empty(),
            Kind::Unknown(unknown) => unknown.ty == Type::String && unknown.not_empty && unknown.not_null,
            _ => false,
        }
}

fn elements_of(value: &Value) -> Vec<Value> {
    match &value.kind {
        Kind::List(_, v) | Kind::Set(_, v) | Kind::Tuple(v) => v.to_vec(),
        Kind::Map(_, v) | Kind::Object(v) => v.values().cloned().collect(),
        Kind::Unknown(unknown) => unknown.element.iter().cloned().collect(),
        _ => Vec::new(),
    }
}
