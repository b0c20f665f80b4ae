//! The common type of several, as go-cty's `convert.Unify` finds it.

use std::rc::Rc;

use super::types::{AttributeType, Type};
use crate::sorted::SortedMap;

/// Whether every value of `from` converts to `to`; with `lossy` also when only some do (text that must be a number,
/// a list that loses its order).
pub fn convertible(from: &Type, to: &Type, lossy: bool) -> bool {
    match (from, to) {
        (_, Type::Dynamic) => true,
        (Type::Dynamic, _) => lossy,
        (Type::Number | Type::Bool, Type::String) => true,
        (Type::String, Type::Number | Type::Bool) => lossy,
        (Type::Object(given), Type::Object(wanted)) => wanted.iter().all(|(name, attribute)| match given.get(name) {
            Some(given) => same_or_convertible(&given.ty, &attribute.ty, lossy),
            None => attribute.optional,
        }),
        (Type::Tuple(given), Type::Tuple(wanted)) => {
            given.len() == wanted.len()
                && given.iter().zip(wanted.iter()).all(|(given, wanted)| same_or_convertible(given, wanted, lossy))
        }
        (Type::List(given) | Type::Set(given), Type::List(wanted))
        | (Type::Set(given), Type::Set(wanted))
        | (Type::Map(given), Type::Map(wanted)) => same_or_convertible(given, wanted, lossy),
        (Type::List(given), Type::Set(wanted)) => lossy && same_or_convertible(given, wanted, lossy),
        (Type::Tuple(given), Type::List(wanted) | Type::Set(wanted)) => all_to_one(given, wanted, lossy),
        (Type::Object(given), Type::Map(wanted)) => {
            let given: Vec<Type> = given.values().map(|attribute| attribute.ty.clone()).collect();
            let open = **wanted == Type::Dynamic && unify(&given, lossy) == Some(Type::Dynamic);
            open || all_to_one(&given, wanted, lossy)
        }
        (Type::Map(given), Type::Object(wanted)) => {
            lossy
                && wanted
                    .values()
                    .all(|attribute| attribute.optional || same_or_convertible(given, &attribute.ty, lossy))
        }
        _ => from == to,
    }
}

fn same_or_convertible(from: &Type, to: &Type, lossy: bool) -> bool {
    from == to || convertible(from, to, lossy)
}

fn all_to_one(given: &[Type], wanted: &Type, lossy: bool) -> bool {
    if given.is_empty() {
        return true;
    }
    match element_type(given, wanted, lossy) {
        Some(wanted) => given.iter().all(|given| same_or_convertible(given, &wanted, lossy)),
        None => false,
    }
}

/// The element type of a collection made of these: the wanted one, or for `any` the common one.
pub(super) fn element_type(given: &[Type], wanted: &Type, lossy: bool) -> Option<Type> {
    if *wanted != Type::Dynamic {
        return Some(wanted.clone());
    }
    let unified = unify(given, lossy)?;
    (unified != Type::Dynamic || given.iter().all(|given| *given == Type::Dynamic)).then_some(unified)
}

/// The most general type all of these convert to; with `lossy` also by conversions that may fail for some values, as
/// the branches of a condition do. `None` when there is none.
pub fn unify(types: &[Type], lossy: bool) -> Option<Type> {
    let first = types.first()?;
    if types.iter().all(|ty| ty == first) {
        return Some(first.clone());
    }
    let dynamic = types.contains(&Type::Dynamic);
    let only = |test: fn(&Type) -> bool| types.iter().all(|ty| *ty == Type::Dynamic || test(ty));
    let elements = || types.iter().filter_map(Type::element).cloned().collect::<Vec<_>>();
    let is_map = |ty: &Type| matches!(ty, Type::Map(_));
    let is_list = |ty: &Type| matches!(ty, Type::List(_));
    let is_object = |ty: &Type| matches!(ty, Type::Object(_));
    let is_tuple = |ty: &Type| matches!(ty, Type::Tuple(_));
    let collection: Option<fn(Type) -> Type> = if only(is_map) {
        Some(Type::map_of)
    } else if only(is_list) {
        Some(Type::list_of)
    } else if only(|ty| matches!(ty, Type::Set(_))) {
        Some(Type::set_of)
    } else {
        None
    };
    if let Some(collection) = collection {
        if dynamic {
            return Some(Type::Dynamic);
        }
        let unified = collection(unify(&elements(), lossy)?);
        // A structure among the elements may come together with a collection that it does not convert to.
        return types.iter().all(|ty| same_or_convertible(ty, &unified, lossy)).then_some(unified);
    }
    if only(is_object) {
        return if dynamic { Some(Type::Dynamic) } else { unify_objects(types, lossy) };
    }
    if only(is_tuple) {
        return if dynamic { Some(Type::Dynamic) } else { unify_tuples(types, lossy) };
    }
    if types.iter().any(is_map) && only(|ty| matches!(ty, Type::Map(_) | Type::Object(_))) {
        if let Some(found) = replaced(types, is_object, || objects_to_map(types, lossy), lossy) {
            return Some(found);
        }
    } else if types.iter().any(is_list) && only(|ty| matches!(ty, Type::List(_) | Type::Tuple(_))) {
        if let Some(found) = replaced(types, is_tuple, || tuples_to_list(types, lossy), lossy) {
            return Some(found);
        }
    } else if types.iter().any(is_object) && types.iter().any(is_tuple) {
        return None;
    }
    preferred_order(types)
        .into_iter()
        .map(|index| &types[index])
        .find(|wanted| types.iter().all(|ty| same_or_convertible(ty, wanted, lossy)))
        .cloned()
}

/// Unifies again with the collection that stands for the structures among the types.
fn replaced(
    types: &[Type],
    structural: impl Fn(&Type) -> bool,
    collection: impl Fn() -> Option<Type>,
    lossy: bool,
) -> Option<Type> {
    let collection = collection()?;
    let types: Vec<Type> =
        types.iter().map(|ty| if structural(ty) { collection.clone() } else { ty.clone() }).collect();
    unify(&types, lossy).filter(Type::is_collection)
}

fn unify_objects(types: &[Type], lossy: bool) -> Option<Type> {
    let objects: Vec<_> = types
        .iter()
        .filter_map(|ty| match ty {
            Type::Object(attributes) => Some(attributes),
            _ => None,
        })
        .collect();
    let first = objects.first()?;
    if !objects.iter().all(|object| object.len() == first.len() && object.keys().all(|name| first.contains_key(name))) {
        return objects_to_map(types, lossy);
    }
    let mut unified = SortedMap::new();
    for name in first.keys() {
        let across: Vec<Type> = objects.iter().filter_map(|object| Some(object.get(name)?.ty.clone())).collect();
        unified.insert(name.clone(), AttributeType::required(unify(&across, lossy)?));
    }
    let unified = Type::Object(Rc::new(unified));
    if types.iter().all(|ty| same_or_convertible(ty, &unified, lossy)) {
        Some(unified)
    } else {
        objects_to_map(types, lossy)
    }
}

fn objects_to_map(types: &[Type], lossy: bool) -> Option<Type> {
    let attributes: Vec<Type> = types
        .iter()
        .filter_map(|ty| match ty {
            Type::Object(attributes) => Some(attributes),
            _ => None,
        })
        .flat_map(|attributes| attributes.values().map(|attribute| attribute.ty.clone()))
        .collect();
    let map = unify(&attributes, lossy)?.map_of();
    let objects = types.iter().filter(|ty| matches!(ty, Type::Object(_)));
    objects.into_iter().all(|ty| same_or_convertible(ty, &map, lossy)).then_some(map)
}

fn unify_tuples(types: &[Type], lossy: bool) -> Option<Type> {
    let tuples: Vec<_> = types
        .iter()
        .filter_map(|ty| match ty {
            Type::Tuple(elements) => Some(elements),
            _ => None,
        })
        .collect();
    let length = tuples.first()?.len();
    if tuples.iter().any(|tuple| tuple.len() != length) {
        return tuples_to_list(types, lossy);
    }
    let mut unified = Vec::new();
    for index in 0..length {
        let across: Vec<Type> = tuples.iter().map(|tuple| tuple[index].clone()).collect();
        unified.push(unify(&across, lossy)?);
    }
    let unified = Type::Tuple(Rc::new(unified));
    if types.iter().all(|ty| same_or_convertible(ty, &unified, lossy)) {
        Some(unified)
    } else {
        tuples_to_list(types, lossy)
    }
}

fn tuples_to_list(types: &[Type], lossy: bool) -> Option<Type> {
    let elements: Vec<Type> = types
        .iter()
        .filter_map(|ty| match ty {
            Type::Tuple(elements) => Some(elements.iter().cloned()),
            _ => None,
        })
        .flatten()
        .collect();
    let list = unify(&elements, lossy)?.list_of();
    let tuples = types.iter().filter(|ty| matches!(ty, Type::Tuple(_)));
    tuples.into_iter().all(|ty| same_or_convertible(ty, &list, lossy)).then_some(list)
}

/// Positions of the types, better ones first, otherwise in their order.
fn preferred_order(types: &[Type]) -> Vec<usize> {
    // Distinct types are few, however many values there are; only their first positions matter.
    let mut distinct: Vec<usize> = Vec::new();
    for (index, ty) in types.iter().enumerate() {
        if !distinct.iter().any(|&seen| types[seen] == *ty) {
            distinct.push(index);
        }
    }
    let mut order = Vec::new();
    while !distinct.is_empty() {
        let best = distinct
            .iter()
            .position(|&index| !distinct.iter().any(|&other| preference(&types[other], &types[index]) < 0))
            .unwrap_or(0);
        order.push(distinct.remove(best));
    }
    order
}

/// Below zero when `a` is the better result, above when `b` is.
fn preference(a: &Type, b: &Type) -> i32 {
    match (a, b) {
        (Type::Dynamic, Type::Dynamic) => 0,
        (_, Type::Dynamic) => -1,
        (Type::Dynamic, _) => 1,
        (Type::String, Type::Bool | Type::Number) => -1,
        (Type::Bool | Type::Number, Type::String) => 1,
        (Type::List(a), Type::List(b)) | (Type::Set(a), Type::Set(b)) | (Type::Map(a), Type::Map(b)) => {
            preference(a, b)
        }
        (Type::Tuple(_) | Type::List(_), Type::Set(_))
        | (Type::List(_), Type::Tuple(_))
        | (Type::Map(_), Type::Object(_)) => -1,
        (Type::Set(_), Type::Tuple(_) | Type::List(_))
        | (Type::Tuple(_), Type::List(_))
        | (Type::Object(_), Type::Map(_)) => 1,
        (Type::Object(a), Type::Object(b)) => {
            if a.len() != b.len() || !a.keys().all(|name| b.contains_key(name)) {
                return 0;
            }
            agreed(a.iter().filter_map(|(name, a)| Some(preference(&a.ty, &b.get(name)?.ty))))
        }
        (Type::Tuple(a), Type::Tuple(b)) if a.len() == b.len() => {
            agreed(a.iter().zip(b.iter()).map(|(a, b)| preference(a, b)))
        }
        _ => 0,
    }
}

fn agreed(preferences: impl Iterator<Item = i32>) -> i32 {
    let (mut lower, mut higher) = (false, false);
    for preference in preferences {
        lower |= preference < 0;
        higher |= preference > 0;
    }
    i32::from(higher && !lower) - i32::from(lower && !higher)
}
