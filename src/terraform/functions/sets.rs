//! Functions of sets.

use std::rc::Rc;

use super::FunctionError;
use super::signature::{Call, DYNAMIC, MARKED, ParameterType, Signature, UNKNOWN, any, typed, unknown, unknown_of};
use crate::terraform::convert::convert;
use crate::terraform::set;
use crate::terraform::types::Type;
use crate::terraform::unify::unify;
use crate::terraform::value::{Kind, Value};

pub(super) const FUNCTIONS: &[Signature] = &[
    Signature::new("setintersection", &[typed("first_set", ParameterType::SetOfAny, DYNAMIC)], some_set, intersection)
        .variadic(typed("other_sets", ParameterType::SetOfAny, DYNAMIC)),
    Signature::new("setproduct", &[], setproduct, setproduct).variadic(any("sets", UNKNOWN | DYNAMIC | MARKED)),
    Signature::new(
        "setsubtract",
        &[typed("a", ParameterType::SetOfAny, DYNAMIC), typed("b", ParameterType::SetOfAny, DYNAMIC)],
        some_set,
        subtract,
    ),
    Signature::new("setunion", &[typed("first_set", ParameterType::SetOfAny, DYNAMIC)], some_union, union)
        .variadic(typed("other_sets", ParameterType::SetOfAny, DYNAMIC)),
];

/// The type all sets are brought to; empty ones of unknown type do not count.
fn common_type(call: &Call) -> Result<Type, FunctionError> {
    let types: Vec<Type> = call
        .arguments
        .iter()
        .filter(|argument| !matches!(&argument.kind, Kind::Set(Type::Dynamic, elements) if elements.is_empty()))
        .filter_map(|argument| argument.ty().element().cloned())
        .collect();
    if types.is_empty() {
        return Ok(Type::Dynamic);
    }
    unify(&types, true).ok_or_else(|| FunctionError::new("given sets must all have compatible element types"))
}

fn some_set(call: &Call) -> Result<Value, FunctionError> {
    Ok(unknown(common_type(call)?.set_of(), false))
}

fn some_union(call: &Call) -> Result<Value, FunctionError> {
    let ty = common_type(call)?;
    let mut candidates = Vec::new();
    let mut complete = true;
    for argument in call.arguments {
        match (argument.as_sequence(), argument.as_unknown()) {
            (Some(elements), _) => candidates.extend(elements.iter().cloned()),
            (_, Some(inner)) if inner.element.is_some() => candidates.extend(inner.element.clone()),
            _ => complete = false,
        }
    }
    let candidates: Vec<Value> = candidates.iter().filter_map(|value| convert(value, &ty).ok()).collect();
    let element = (complete && !candidates.is_empty()).then(|| set::any_of(candidates.iter(), &ty));
    Ok(unknown_of(ty.set_of(), call.arguments.iter().any(set::is_not_empty), element))
}

type Elements = Rc<Vec<Value>>;

/// The elements of each set, converted to the common type.
fn converted(call: &Call) -> Result<(Type, Vec<Elements>), FunctionError> {
    let ty = common_type(call)?;
    let mut sets = Vec::new();
    let mut first = None;
    for (index, argument) in call.arguments.iter().enumerate() {
        let converted = convert(argument, &ty.clone().set_of()).map_err(|why| FunctionError::at(index, why))?;
        match &first {
            // Brought to `any`, each stays what it is.
            Some(first) if converted.ty() != *first => {
                return Err(FunctionError::at(index, "given sets must all have compatible element types"));
            }
            _ => first = Some(converted.ty()),
        }
        let elements = converted.as_sequence().cloned().unwrap_or_default();
        call.spend(elements.len())?;
        sets.push(elements);
    }
    Ok((ty, sets))
}

fn union(call: &Call) -> Result<Value, FunctionError> {
    let (ty, sets) = converted(call)?;
    Ok(set::make(ty, sets.iter().flat_map(|elements| elements.iter().cloned()).collect()))
}

fn intersection(call: &Call) -> Result<Value, FunctionError> {
    let (ty, sets) = converted(call)?;
    if !call.arguments.iter().all(Value::is_wholly_known) {
        return Ok(unknown(ty.set_of(), false));
    }
    let Some((first, others)) = sets.split_first() else { return some_set(call) };
    spend_comparisons(call, first, others)?;
    let mut lookups: Vec<_> = others.iter().map(|elements| Lookup::new(elements)).collect();
    let kept = first.iter().filter(|element| lookups.iter_mut().all(|lookup| lookup.has(element))).cloned().collect();
    Ok(set::make(ty, kept))
}

fn subtract(call: &Call) -> Result<Value, FunctionError> {
    let (ty, sets) = converted(call)?;
    if !call.arguments.iter().all(Value::is_wholly_known) {
        return Ok(unknown(ty.set_of(), false));
    }
    let [first, second] = sets.as_slice() else { return some_set(call) };
    spend_comparisons(call, first, std::slice::from_ref(second))?;
    let mut lookup = Lookup::new(second);
    let kept = first.iter().filter(|element| !lookup.has(element)).cloned().collect();
    Ok(set::make(ty, kept))
}

fn spend_comparisons(call: &Call, first: &[Value], others: &[Elements]) -> Result<(), FunctionError> {
    let compared = others.iter().flat_map(|elements| elements.iter()).filter(|element| element.as_str().is_none());
    call.spend(first.len().saturating_mul(compared.count()))
}

/// Finds wholly known values: texts by hash, others one by one.
struct Lookup<'a> {
    texts: std::collections::HashSet<&'a str>,
    others: Vec<&'a Value>,
}

impl<'a> Lookup<'a> {
    fn new(elements: &'a [Value]) -> Self {
        let texts = elements.iter().filter_map(Value::as_str).collect();
        let others = elements.iter().filter(|element| element.as_str().is_none()).collect();
        Lookup { texts, others }
    }

    fn has(&mut self, value: &Value) -> bool {
        match value.as_str() {
            Some(text) => self.texts.contains(text),
            None => self.others.iter().any(|other| set::same(other, value)),
        }
    }
}

fn setproduct(call: &Call) -> Result<Value, FunctionError> {
    if call.arguments.len() < 2 {
        return Err(FunctionError::new("at least two arguments are required"));
    }
    let mut types = Vec::new();
    let mut ordered = true;
    let mut known = true;
    let mut typed = true;
    for (index, argument) in call.arguments.iter().enumerate() {
        types.push(match argument.ty() {
            Type::Set(ty) => {
                ordered = false;
                (*ty).clone()
            }
            Type::List(ty) => (*ty).clone(),
            Type::Tuple(elements) if elements.is_empty() => Type::Dynamic,
            Type::Tuple(elements) => unify(&elements, true)
                .ok_or_else(|| FunctionError::at(index, "all elements must be of the same type"))?,
            Type::Dynamic => {
                typed = false;
                Type::Dynamic
            }
            _ => return Err(FunctionError::at(index, "a set or a list is required")),
        });
        known &= match &argument.kind {
            Kind::Set(_, elements) => set::has_known_length(elements),
            _ => argument.is_known(),
        };
    }
    let ty = Type::Tuple(Rc::new(types.clone()));
    let result_type = if ordered { ty.clone().list_of() } else { ty.clone().set_of() };
    if !known {
        let not_empty = call.arguments.iter().all(set::is_not_empty);
        return Ok(unknown(if typed { result_type } else { Type::Dynamic }, not_empty));
    }
    let mut sides: Vec<Vec<Value>> = Vec::new();
    let mut made_of = Vec::new();
    let mut mixed = false;
    let mut total: usize = 1;
    for (index, (argument, ty)) in call.arguments.iter().zip(&types).enumerate() {
        let mut side: Vec<Value> = Vec::new();
        for element in argument.as_sequence().into_iter().flat_map(|elements| elements.iter()) {
            side.push(convert(element, ty).map_err(|why| FunctionError::at(index, why))?);
        }
        let mut found = side.iter().map(Value::ty);
        if let Some(first) = found.next() {
            mixed |= found.any(|ty| ty != first);
            made_of.push(first);
        }
        total = total.saturating_mul(side.len());
        sides.push(side);
    }
    if total == 0 {
        return Ok(if ordered { Kind::List(ty, Rc::default()).into() } else { set::make(ty, Vec::new()) });
    }
    if mixed {
        return Err(FunctionError::new("all elements must be of the same type"));
    }
    let ty = Type::Tuple(Rc::new(made_of));
    call.spend(total.saturating_mul(sides.len() + 1))?;
    let mut products = Vec::with_capacity(total);
    for position in 0..total {
        let mut rest = position;
        let mut tuple: Vec<Value> = Vec::with_capacity(sides.len());
        for side in sides.iter().rev() {
            if let Some(element) = side.get(rest % side.len()) {
                tuple.push(element.clone());
            }
            rest /= side.len();
        }
        tuple.reverse();
        products.push(Value::tuple(tuple));
    }
    Ok(if ordered { Kind::List(ty, Rc::new(products)).into() } else { set::make(ty, products) })
}
