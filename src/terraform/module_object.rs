//! Modules as the objects of all their outputs. Mostly an output is read when it is asked for; here is what needs all.

use std::rc::Rc;

use super::convert::convert;
use super::eval::carry_marks;
use super::evaluator::{Evaluator, Stop};
use super::term::Term;
use super::types::Type;
use super::value::{Kind, Value};
use crate::sorted::SortedMap;
use crate::text::Span;

impl Evaluator<'_> {
    /// The value, and what stands for a module as an object. A model of a module has no more outputs than are used.
    pub(super) fn whole(&mut self, value: Value, span: Span) -> Result<Value, Stop> {
        match value.term().map(|term| &**term) {
            Some(Term::Module(address)) => self.outputs(&value, &address.clone(), span),
            _ => Ok(value),
        }
    }

    /// In a function of its own, so that a first check does without it.
    #[inline(never)]
    fn outputs(&mut self, value: &Value, address: &Rc<str>, span: Span) -> Result<Value, Stop> {
        let scope = self.module_scopes.get(address).copied();
        let Some(module) = scope.map(|scope| self.module(scope).clone()).filter(|module| !module.is_model) else {
            return Ok(value.clone());
        };
        let mut outputs: SortedMap<Rc<str>, Value> = SortedMap::new();
        for name in module.outputs.keys() {
            outputs.insert(name.clone(), self.module_output(address, name, span)?);
        }
        let object = match value.ty() {
            Type::Dynamic => Value::object(outputs),
            ty => convert(&Value::object(outputs), &ty).map_err(|message| Stop::error(span, message))?,
        };
        Ok(carry_marks(object, value))
    }

    /// The same for all that is in the value.
    pub(super) fn whole_within(&mut self, value: Value, span: Span) -> Result<Value, Stop> {
        if !self.budget.step() {
            return Err(Stop::Budget(span));
        }
        let value = self.whole(value, span)?;
        let kind = match &value.kind {
            Kind::Tuple(elements) => {
                let whole = elements.iter().map(|element| self.whole_within(element.clone(), span));
                Kind::Tuple(Rc::new(whole.collect::<Result<_, _>>()?))
            }
            Kind::Object(attributes) => {
                let mut whole: SortedMap<Rc<str>, Value> = SortedMap::new();
                for (name, attribute) in attributes.iter() {
                    whole.insert(name.clone(), self.whole_within(attribute.clone(), span)?);
                }
                Kind::Object(Rc::new(whole))
            }
            _ => return Ok(value),
        };
        Ok(Value { kind, meta: value.meta.clone() })
    }
}
