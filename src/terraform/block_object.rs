//! Nested blocks of resources as objects: they have all the attributes of the provider's schema, not only those written.

use std::rc::Rc;

use super::term::Term;
use super::types::Type;
use super::value::{Kind, Reference, Value};
use crate::sorted::SortedMap;

/// What a block has beside the arguments that are written: what the provider or AWS makes up. `None` for any other object.
pub(super) fn unwritten(object: &Value, name: &str) -> Option<Value> {
    let block = object.origin().filter(|origin| origin.attribute.ends_with(']'))?;
    let attribute =
        Rc::new(Reference { attribute: format!("{}.{name}", block.attribute).into(), ..Reference::clone(block) });
    let term = Rc::new(Term::Attribute(attribute.clone()));
    Some(Value::symbolic(Type::Dynamic, term).with_origin(attribute))
}

/// The value, with what the blocks in it have of the attributes that a type asks for; `None` where that is nothing more. In
/// a function of its own, so that a first check does without it.
#[inline(never)]
pub(super) fn completed(value: &Value, to: &Type) -> Option<Value> {
    let kind = match (&value.kind, to) {
        (Kind::Tuple(elements), Type::List(wanted) | Type::Set(wanted)) => {
            let completed: Vec<Option<Value>> = elements.iter().map(|element| completed(element, wanted)).collect();
            if completed.iter().all(Option::is_none) {
                return None;
            }
            let elements =
                elements.iter().zip(completed).map(|(element, whole)| whole.unwrap_or_else(|| element.clone()));
            Kind::Tuple(Rc::new(elements.collect()))
        }
        (Kind::Object(attributes), Type::Object(wanted)) => {
            let mut all: SortedMap<Rc<str>, Value> = (**attributes).clone();
            let mut is_more = false;
            for (name, attribute) in wanted.iter() {
                let found = match attributes.get(name) {
                    Some(given) => completed(given, &attribute.ty),
                    None if attribute.optional => None,
                    None => unwritten(value, name),
                };
                if let Some(found) = found {
                    is_more = true;
                    all.insert(name.clone(), found);
                }
            }
            if !is_more {
                return None;
            }
            Kind::Object(Rc::new(all))
        }
        _ => return None,
    };
    Some(Value { kind, meta: value.meta.clone() })
}
