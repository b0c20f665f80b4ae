//! The evaluator's face: what a control asks of a configuration.

use std::rc::Rc;

use super::configuration::{Configuration, Module, ModuleCall, Resource};
use super::term::{Assumptions, Term, Truth};
use super::value::Value;
use crate::syntax::ast::{Body, Expr};
use crate::text::Span;

/// An instance of a module within a root: index into the evaluator's table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ScopeId(pub u32);

/// Instance key of a resource or module.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Key {
    /// Neither `count` nor `for_each`.
    None,
    /// `[0]`.
    Index(i64),
    /// `["a"]`.
    Name(Rc<str>),
    /// One of an unknown number: `[*]`.
    Any,
}

/// A resource or data instance.
#[derive(Clone, Debug)]
pub struct Instance {
    /// As Terraform prints it, with the module path.
    pub address: Rc<str>,
    /// The declaration.
    pub resource: Rc<Resource>,
    /// The module instance it lives in.
    pub scope: ScopeId,
    /// Its key.
    pub key: Key,
    /// `each.value`, where there is `for_each`.
    pub each_value: Option<Value>,
}

/// A nested block of an instance after expansion of `dynamic`.
#[derive(Clone, Debug)]
pub struct BlockInstance {
    /// What is inside.
    pub body: Rc<Body>,
    /// The smallest place that names it.
    pub header: Span,
    /// All of it.
    pub span: Span,
    /// Whether a `dynamic` block made it.
    pub dynamic: bool,
    /// Iterator variables of the enclosing `dynamic` blocks: name, key, value.
    pub iterators: Rc<Vec<(Rc<str>, Value, Value)>>,
}

/// Why an evaluation stopped.
#[derive(Clone, Debug, PartialEq)]
pub enum Stop {
    /// The answer depends on this term: assume it and try again. `explore` catches it; pass it on with `?`.
    Split(Rc<Term>),
    /// The configuration is wrong, as Terraform would say.
    Error(EvalError),
    /// The budget is used up.
    Budget(Span),
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
}

/// One way the undecided inputs may turn out.
#[derive(Clone, Debug)]
pub struct Leaf<T> {
    /// What was assumed.
    pub assumptions: Assumptions,
    /// What came of it.
    pub outcome: Result<T, Stop>,
}
