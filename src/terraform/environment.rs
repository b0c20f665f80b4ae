//! What names mean at a place: the module, `each`, `count`, iterators and `for` variables.

use std::rc::Rc;

use super::evaluator::{Evaluator, Instance, Key, ScopeId};
use super::term::Term;
use super::terms::{bounded, term_of};
use super::types::Type;
use super::value::Value;

/// The names visible to an expression beyond those of its module.
#[derive(Clone, Debug)]
pub struct Environment {
    /// The module instance.
    pub scope: ScopeId,
    /// `for` variables, template variables; the last one of a name counts.
    pub variables: Vec<(Rc<str>, Value)>,
    /// Iterators of `dynamic` blocks.
    pub iterators: Rc<Vec<(Rc<str>, Value, Value)>>,
    /// `each.key`, `each.value`.
    pub each: Option<(Value, Value)>,
    /// `count.index`.
    pub count_index: Option<Value>,
    /// Elements of the splats around the expression.
    pub splat: Vec<Value>,
    /// Whether only `variables` are visible, as in `templatefile`.
    pub sealed: bool,
    /// `self`, as an instance address.
    pub this: Option<Rc<str>>,
    /// Errors met so far where they do not count, as in the branch of a condition that is not taken: what is at fault is
    /// an unknown value there, as Terraform makes it one. `None` where errors count.
    pub faults: Option<u32>,
}

impl Environment {
    /// The environment of an instance with this key in a scope.
    pub fn of(scope: ScopeId, key: &Key, each_value: Option<Value>) -> Self {
        let mut environment = Environment {
            scope,
            variables: Vec::new(),
            iterators: Rc::default(),
            each: None,
            count_index: None,
            splat: Vec::new(),
            sealed: false,
            this: None,
            faults: None,
        };
        match (key, each_value) {
            (Key::None, _) => {}
            (Key::Index(index), _) => environment.count_index = Some(Value::int(*index)),
            (Key::Name(name), value) => {
                let key = Value::string(name.clone());
                let value = value.unwrap_or_else(|| key.clone());
                environment.each = Some((key, value));
            }
            (Key::AnyMember, Some(value)) => environment.each = Some((value.clone(), value)),
            (Key::Any, Some(value)) => {
                let term = bounded(Term::Apply("key of".into(), vec![term_of(&value)]));
                let key = Value::symbolic(Type::String, term).refined(|unknown| unknown.not_null = true);
                environment.each = Some((key, value));
            }
            (Key::Any | Key::AnyMember, None) => {
                let index = Value::symbolic(Type::Number, Rc::new(Term::Input("count.index".into())))
                    .refined(|unknown| unknown.not_null = true);
                environment.count_index = Some(index);
            }
        }
        environment
    }

    /// The value of a `for` or template variable.
    pub fn variable(&self, name: &str) -> Option<&Value> {
        self.variables.iter().rev().find(|(known, _)| &**known == name).map(|(_, value)| value)
    }
}

impl Evaluator<'_> {
    /// The environment in which the arguments of an instance are evaluated.
    pub(super) fn environment_of(&self, instance: &Instance) -> Environment {
        let mut environment = Environment::of(instance.scope, &instance.key, instance.each_value.clone());
        environment.this = Some(instance.address.clone());
        environment
    }
}
