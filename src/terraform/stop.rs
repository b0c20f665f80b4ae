//! Why an evaluation gives no value.

use std::rc::Rc;

use super::term::Term;
use crate::text::Span;

/// Why an evaluation stopped.
#[derive(Clone, Debug, PartialEq)]
pub enum Stop {
    /// The answer depends on this term: assume it and try again. [`Evaluator::explore`](super::evaluator::Evaluator::explore) catches it; pass it on with `?`.
    Split(Rc<Term>),
    /// The configuration is wrong, as Terraform would say.
    Error(EvalError),
    /// The budget is used up.
    Budget(Span),
    /// Nothing that is given tells; the text says why.
    Undecided(Span, Rc<str>),
}

/// An error in an expression.
#[derive(Clone, Debug, PartialEq)]
pub struct EvalError {
    /// Kebab-case diagnostic code.
    pub code: &'static str,
    /// What is wrong, one sentence.
    pub message: String,
    /// Where.
    pub span: Span,
    /// Whether `try` and `can` catch it, and whether it counts only where it is met. An error that Terraform finds before
    /// it evaluates, or in another object that the expression refers to, stops it whatever stands around the reference.
    pub is_local: bool,
}

impl Stop {
    /// An `evaluation-error`.
    pub fn error(span: Span, message: impl Into<String>) -> Stop {
        Stop::Error(EvalError { code: "evaluation-error", message: message.into(), span, is_local: true })
    }

    /// An error that Terraform finds before it evaluates anything.
    pub(super) fn refusal(code: &'static str, span: Span, message: String) -> Stop {
        Stop::Error(EvalError { code, message, span, is_local: false })
    }

    /// Whether it is an error that `try` and `can` catch.
    pub(super) fn is_local_error(&self) -> bool {
        matches!(self, Stop::Error(error) if error.is_local)
    }
}
