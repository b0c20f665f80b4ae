//! Comparisons of numbers that are not known: what is asked of `min(n, 1)` or `n + 1` is asked of `n`.

use std::rc::Rc;

use super::emptiness;
use super::evaluator::Evaluator;
use super::number::Number;
use super::term::{Term, Truth};
use super::terms::{bounded, term_of};
use super::value::{Kind, Value};
use crate::syntax::ast::BinaryOp;

/// Characters of a number that is no whole one, and is told to people.
const SHORT_NUMBER: usize = 8;

/// Compares two numbers of which one at least is not known.
pub(super) fn compare_unknown(evaluator: &Evaluator, operator: BinaryOp, a: &Value, b: &Value) -> Truth {
    if a.is_known() {
        return compare_unknown(evaluator, mirrored(operator), b, a);
    }
    match (a.term(), &b.kind) {
        (Some(term), Kind::Number(number)) => compare(evaluator, operator, term, number),
        _ => ask(evaluator, operator, term_of(a), term_of(b)),
    }
}

/// Compares the number that a term stands for with one that is known.
pub(super) fn compare(evaluator: &Evaluator, operator: BinaryOp, term: &Rc<Term>, number: &Number) -> Truth {
    number
        .to_i64()
        .and_then(|number| inner(evaluator, operator, term, number))
        .unwrap_or_else(|| ask(evaluator, operator, term.clone(), term_of(&Value::number(number.clone()))))
}

/// One atom for `<` and `>=`, one for `>` and `<=`, so that a case cannot assume both.
fn ask(evaluator: &Evaluator, operator: BinaryOp, a: Rc<Term>, b: Rc<Term>) -> Truth {
    let (atom, negated) = match operator {
        BinaryOp::Equal => (Term::Equal(a, b), false),
        BinaryOp::NotEqual => (Term::Equal(a, b), true),
        BinaryOp::Less => (Term::Apply("<".into(), vec![a, b]), false),
        BinaryOp::GreaterEqual => (Term::Apply("<".into(), vec![a, b]), true),
        BinaryOp::Greater => (Term::Apply(">".into(), vec![a, b]), false),
        _ => (Term::Apply(">".into(), vec![a, b]), true),
    };
    let truth = evaluator.assumptions.decide(&bounded(atom));
    if negated { truth.negated() } else { truth }
}

/// What the comparison means for the operand of a function; `None` where that says nothing shorter.
fn inner(evaluator: &Evaluator, operator: BinaryOp, term: &Term, number: i64) -> Option<Truth> {
    use BinaryOp::{Equal, Greater, GreaterEqual, Less, LessEqual, NotEqual};
    if operator == NotEqual {
        return inner(evaluator, Equal, term, number).map(Truth::negated);
    }
    let Term::Apply(name, operands) = term else { return None };
    let against = |operator, of: &Rc<Term>, number| compare(evaluator, operator, of, &Number::from(number));
    let below = number.checked_sub(1)?;
    let above = number.checked_add(1)?;
    Some(match (&**name, operands.as_slice()) {
        ("length", [of]) => {
            let empty = emptiness::is_empty(&evaluator.assumptions, of);
            match (operator, number) {
                (Equal | LessEqual, 0) | (Less, 1) => empty,
                (Greater, 0) | (GreaterEqual, 1) => empty.negated(),
                (Less, 0) => Truth::False,
                (GreaterEqual, 0) => Truth::True,
                _ => return None,
            }
        }
        ("signum", [of]) => match [-1, 0, 1].map(|sign| holds(operator, sign, number)) {
            [false, false, false] => Truth::False,
            [true, true, true] => Truth::True,
            [false, false, true] => against(Greater, of, 0),
            [false, true, true] => against(GreaterEqual, of, 0),
            [true, false, false] => against(Less, of, 0),
            [true, true, false] => against(LessEqual, of, 0),
            [_, zero, _] => against(if zero { Equal } else { NotEqual }, of, 0),
        },
        ("ceil", [of]) => match operator {
            Greater | LessEqual => against(operator, of, number),
            GreaterEqual => against(Greater, of, below),
            Less => against(LessEqual, of, below),
            _ => against(LessEqual, of, number).and(against(Greater, of, below)),
        },
        ("floor", [of]) => match operator {
            Less | GreaterEqual => against(operator, of, number),
            Greater => against(GreaterEqual, of, above),
            LessEqual => against(Less, of, above),
            _ => against(GreaterEqual, of, number).and(against(Less, of, above)),
        },
        (name @ ("min" | "max"), [a, b]) => {
            let (of, limit) = with_literal(a, b)?;
            let limited = Truth::of(holds(operator, limit, number));
            let is_min = name == "min";
            match operator {
                Less | LessEqual if is_min => against(operator, of, number).or(limited),
                Greater | GreaterEqual if !is_min => against(operator, of, number).or(limited),
                Equal => {
                    let not_past = if is_min { GreaterEqual } else { LessEqual };
                    let of_is = against(Equal, of, number).and(Truth::of(holds(not_past, limit, number)));
                    of_is.or(limited.and(against(not_past, of, number)))
                }
                _ => against(operator, of, number).and(limited),
            }
        }
        ("+", [a, b]) => {
            let (of, more) = with_literal(a, b)?;
            against(operator, of, number.checked_sub(more)?)
        }
        ("-", [of, less]) if literal(less).is_some() => against(operator, of, number.checked_add(literal(less)?)?),
        ("-", [from, of]) => against(mirrored(operator), of, literal(from)?.checked_sub(number)?),
        ("*", [a, b]) => {
            let (of, factor) = with_literal(a, b)?;
            let quotient = Number::from(number).div(&Number::from(factor)).filter(|_| factor > 0)?;
            // Thirds are rounded, and nobody wants to read them.
            let is_short = || quotient.to_string().len() < SHORT_NUMBER;
            let is_exact = quotient.is_integer() || operator != Equal && is_short();
            is_exact.then(|| compare(evaluator, operator, of, &quotient))?
        }
        ("/", [of, divisor]) if literal(divisor)? > 0 => against(operator, of, number.checked_mul(literal(divisor)?)?),
        _ => return None,
    })
}

/// The operator for the operands the other way round.
fn mirrored(operator: BinaryOp) -> BinaryOp {
    match operator {
        BinaryOp::Less => BinaryOp::Greater,
        BinaryOp::LessEqual => BinaryOp::GreaterEqual,
        BinaryOp::Greater => BinaryOp::Less,
        BinaryOp::GreaterEqual => BinaryOp::LessEqual,
        other => other,
    }
}

fn holds(operator: BinaryOp, a: i64, b: i64) -> bool {
    match operator {
        BinaryOp::Less => a < b,
        BinaryOp::LessEqual => a <= b,
        BinaryOp::Greater => a > b,
        BinaryOp::GreaterEqual => a >= b,
        BinaryOp::NotEqual => a != b,
        _ => a == b,
    }
}

/// The open one of two operands and the number that the other is.
fn with_literal<'a>(a: &'a Rc<Term>, b: &'a Rc<Term>) -> Option<(&'a Rc<Term>, i64)> {
    literal(b).map(|number| (a, number)).or_else(|| literal(a).map(|number| (b, number)))
}

fn literal(term: &Term) -> Option<i64> {
    match term {
        Term::Literal(text) => Number::parse(text)?.to_i64(),
        _ => None,
    }
}
