//! Operators, on known and unknown operands.

use std::rc::Rc;

use super::comparison::{compare, compare_unknown};
use super::convert::convert;
use super::equality;
use super::evaluator::{Evaluator, Stop};
use super::set;
use super::term::{Term, Truth};
use super::terms::{bounded, term_of};
use super::types::Type;
use super::value::{Kind, Meta, Value};
use crate::syntax::ast::{BinaryOp, UnaryOp};
use crate::text::Span;

pub(super) fn type_of_unary(operator: UnaryOp) -> Type {
    match operator {
        UnaryOp::Not => Type::Bool,
        UnaryOp::Negate => Type::Number,
    }
}

pub(super) fn type_of_binary(operator: BinaryOp) -> Type {
    use BinaryOp as Op;
    match operator {
        Op::Add | Op::Subtract | Op::Multiply | Op::Divide | Op::Modulo => Type::Number,
        _ => Type::Bool,
    }
}

/// `!x`, `-x`.
pub(super) fn unary(evaluator: &Evaluator, operator: UnaryOp, value: &Value, span: Span) -> Result<Value, Stop> {
    let operand = operand(value, &type_of_unary(operator), span)?;
    let result = match (operator, &operand.kind) {
        (UnaryOp::Not, Kind::Bool(value)) => Value::bool(!value),
        (UnaryOp::Negate, Kind::Number(number)) => Value::number(number.neg()),
        (UnaryOp::Not, _) => return Ok(of_truth(evaluator, Truth::Open(term_of(&operand)).negated(), &[value])),
        (UnaryOp::Negate, _) => {
            let term = bounded(Term::Apply("-".into(), vec![term_of(&operand)]));
            evaluator.symbolic(Type::Number, term, true, false)
        }
    };
    Ok(result.absorbing(value))
}

/// `a op b`.
pub(super) fn binary(
    evaluator: &Evaluator,
    operator: BinaryOp,
    left: &Value,
    right: &Value,
    span: Span,
) -> Result<Value, Stop> {
    use BinaryOp as Op;
    match operator {
        Op::Equal | Op::NotEqual => {
            let equal = equal_truth(evaluator, left, right);
            let truth = if operator == Op::Equal { equal } else { equal.negated() };
            let result = of_truth(evaluator, truth, &[left, right]);
            let mut marks = Meta::default();
            for value in [left, right] {
                set::lift_marks(&mut value.clone(), &mut marks);
            }
            return Ok(if marks == Meta::default() { result } else { result.absorbing_meta(&marks) });
        }
        Op::And | Op::Or => {
            let a = operand(left, &Type::Bool, span)?;
            let b = operand(right, &Type::Bool, span)?;
            let (a, b) = (truth_of(&a), truth_of(&b));
            let truth = if operator == Op::And { a.and(b) } else { a.or(b) };
            return Ok(of_truth(evaluator, truth, &[left, right]));
        }
        _ => {}
    }
    let a = operand(left, &Type::Number, span)?;
    let b = operand(right, &Type::Number, span)?;
    let compares = matches!(operator, Op::Less | Op::LessEqual | Op::Greater | Op::GreaterEqual);
    let (Kind::Number(x), Kind::Number(y)) = (&a.kind, &b.kind) else {
        if compares {
            return Ok(of_truth(evaluator, compare_unknown(evaluator, operator, &a, &b), &[left, right]));
        }
        let term = bounded(Term::Apply(symbol(operator).into(), vec![term_of(&a), term_of(&b)]));
        return Ok(evaluator.symbolic(Type::Number, term, true, false).absorbing(left).absorbing(right));
    };
    let result = match operator {
        Op::Add => x.add(y).map(Value::number),
        Op::Subtract => x.sub(y).map(Value::number),
        Op::Multiply => x.mul(y).map(Value::number),
        Op::Divide => x.div(y).map(Value::number),
        Op::Modulo => x.rem(y).map(Value::number),
        Op::Less => Some(Value::bool(x < y)),
        Op::LessEqual => Some(Value::bool(x <= y)),
        Op::Greater => Some(Value::bool(x > y)),
        Op::GreaterEqual => Some(Value::bool(x >= y)),
        Op::Equal | Op::NotEqual | Op::And | Op::Or => None,
    };
    match result {
        Some(value) => Ok(value.absorbing(left).absorbing(right)),
        None => Err(Stop::error(span, "this calculation has no result, as a division by zero has none")),
    }
}

/// Whether two values are equal, as far as it can be told.
pub(super) fn equal_truth(evaluator: &Evaluator, left: &Value, right: &Value) -> Truth {
    if left.is_null() {
        return evaluator.is_null(right);
    }
    if right.is_null() {
        return evaluator.is_null(left);
    }
    if let Some(equal) = equality::equal(left, right) {
        return Truth::of(equal);
    }
    let (open, other) = if left.is_known() { (right, left) } else { (left, right) };
    let (Some(term), Some(other_term)) = (open.term(), Some(term_of(other))) else {
        return Truth::Open(Rc::new(Term::Opaque("a comparison that cannot be followed".into())));
    };
    if *term == other_term && term.identifies() {
        return Truth::True;
    }
    let asks_empty = match (&other.kind, open.ty()) {
        (Kind::String(text), Type::String | Type::Dynamic) => text.is_empty(),
        (Kind::Tuple(v) | Kind::List(_, v), Type::List(_) | Type::Dynamic) => v.is_empty(),
        (Kind::Object(v) | Kind::Map(_, v), Type::Map(_) | Type::Dynamic) => v.is_empty(),
        _ => false,
    };
    if asks_empty {
        return match evaluator.is_null(open) {
            Truth::True => Truth::False,
            _ => evaluator.is_empty(open),
        };
    }
    match &other.kind {
        Kind::Bool(wanted) if matches!(open.ty(), Type::Bool) => {
            let truth = evaluator.assumptions.decide(term);
            let is = if *wanted { truth } else { truth.negated() };
            return evaluator.is_null(open).negated().and(is);
        }
        Kind::Number(number) if matches!(**term, Term::Apply(..)) => {
            return compare(evaluator, BinaryOp::Equal, term, number);
        }
        _ => {}
    }
    let (first, second) = match (&**term, &*other_term) {
        (_, Term::Literal(_)) => (term.clone(), other_term),
        (a, b) if a <= b => (term.clone(), other_term),
        _ => (other_term, term.clone()),
    };
    evaluator.assumptions.decide(&bounded(Term::Equal(first, second)))
}

fn truth_of(value: &Value) -> Truth {
    match value.as_bool() {
        Some(value) => Truth::of(value),
        None => Truth::Open(term_of(value)),
    }
}

/// A truth as a value; an open one is an unknown bool with its term.
pub(super) fn of_truth(evaluator: &Evaluator, truth: Truth, sources: &[&Value]) -> Value {
    let value = match truth {
        Truth::True => Value::bool(true),
        Truth::False => Value::bool(false),
        Truth::Open(term) => {
            let term = bounded_truth(term);
            evaluator.symbolic(Type::Bool, term, true, false)
        }
    };
    sources.iter().fold(value, |value, source| value.absorbing(source))
}

fn bounded_truth(term: Rc<Term>) -> Rc<Term> {
    if term.size(200) < 200 { term } else { Rc::new(Term::Opaque("a long condition".into())) }
}

fn operand(value: &Value, ty: &Type, span: Span) -> Result<Value, Stop> {
    if value.is_null() {
        return Err(Stop::error(span, "null cannot be an operand here"));
    }
    convert(value, ty).map_err(|message| Stop::error(span, message))
}

fn symbol(operator: BinaryOp) -> &'static str {
    match operator {
        BinaryOp::Add => "+",
        BinaryOp::Subtract => "-",
        BinaryOp::Multiply => "*",
        BinaryOp::Divide => "/",
        BinaryOp::Modulo => "%",
        BinaryOp::Equal => "==",
        BinaryOp::NotEqual => "!=",
        BinaryOp::Less => "<",
        BinaryOp::LessEqual => "<=",
        BinaryOp::Greater => ">",
        BinaryOp::GreaterEqual => ">=",
        BinaryOp::And => "&&",
        BinaryOp::Or => "||",
    }
}
