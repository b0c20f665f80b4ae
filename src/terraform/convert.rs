//! Conversion of values between types, as go-cty's `convert` package does it for Terraform.

use std::rc::Rc;

use super::block_object::completed;
use super::number::Number;
use super::set;
use super::types::{AttributeType, Type};
use super::unify::{convertible, element_type};
use super::value::{Kind, Parts, Unknown, Value};
use crate::sorted::SortedMap;
use crate::terraform::display::quoted;
use crate::terraform::term::Term;

/// The value as one of the type, or why it cannot be one, in Terraform's words.
///
/// Optional attributes that are missing or null get their defaults. Marks stay. An unknown stays the same unknown, with
/// the type it now has.
pub fn convert(value: &Value, to: &Type) -> Result<Value, String> {
    // The common cases cost nothing.
    match (&value.kind, to) {
        (_, Type::Dynamic)
        | (Kind::String(_), Type::String)
        | (Kind::Number(_), Type::Number)
        | (Kind::Bool(_), Type::Bool) => return Ok(value.clone()),
        _ => {}
    }
    let from = value.ty();
    if from == *to {
        return Ok(value.clone());
    }
    if !convertible(&from, to, true) {
        return completed(value, to).map_or_else(|| Err(mismatch(&from, to)), |whole| convert(&whole, to));
    }
    let kind = match &value.kind {
        Kind::Unknown(unknown) => Kind::Unknown(Rc::new(convert_unknown(unknown, to))),
        Kind::Null(_) => Kind::Null(replace_dynamic(&from, &to.without_optional())),
        kind => {
            let converted = convert_known(kind, to)?;
            // A set made of marked elements is marked itself.
            let meta = match (&converted.meta, &value.meta) {
                (None, _) => value.meta.clone(),
                (Some(_), None) => converted.meta.clone(),
                (Some(inner), Some(outer)) => {
                    let mut meta = (**outer).clone();
                    meta.sensitive |= inner.sensitive;
                    meta.ephemeral |= inner.ephemeral;
                    Some(Rc::new(meta))
                }
            };
            return Ok(converted.with_meta(meta));
        }
    };
    Ok(Value { kind, meta: value.meta.clone() })
}

fn convert_unknown(unknown: &Unknown, to: &Type) -> Unknown {
    let read_later = match unknown.term.as_deref() {
        Some(Term::Instance(_) | Term::Module(_)) => read_as(&unknown.ty, to),
        _ => None,
    };
    let term = unknown
        .term
        .clone()
        .filter(|term| read_later.is_some() || !matches!(**term, Term::Instance(_) | Term::Module(_)));
    let ty = read_later.unwrap_or_else(|| replace_dynamic(&unknown.ty, &to.without_optional()));
    let element = match (&unknown.element, ty.element()) {
        (Some(element), Some(wanted)) => convert(element, wanted).ok(),
        _ => None,
    };
    let not_empty = match (&unknown.ty, &ty) {
        (Type::Tuple(elements), _) => unknown.not_null && !elements.is_empty(),
        (Type::Object(attributes), Type::Map(_)) => unknown.not_null && !attributes.is_empty(),
        // Numbers and bools have a digit or letter at least.
        (Type::Number | Type::Bool, Type::String) => unknown.not_null,
        _ => unknown.not_empty,
    };
    let parts = unknown.parts.as_ref().and_then(|parts| convert_parts(parts, to)).map(Rc::new);
    Unknown { ty, not_null: unknown.not_null, not_empty, element, term, parts }
}

/// The type of what stands for a resource or module, of which each attribute is read and converted when it is asked for,
/// as the last of several types; `None` where what is read is not enough to tell.
fn read_as(first: &Type, last: &Type) -> Option<Type> {
    match (first, last) {
        (Type::Dynamic, _) => Some(last.clone()),
        (_, Type::Dynamic) => Some(first.clone()),
        (Type::Object(first), Type::Object(last)) => {
            let attributes = last.iter().map(|(name, last)| {
                let first = first.get(name)?;
                let is_default = |default: &&Value| !default.is_null();
                let default = first.default.as_ref().filter(is_default).or(last.default.as_ref()).cloned();
                let ty = read_as(&first.ty, &last.ty)?;
                Some((name.clone(), AttributeType { ty, optional: first.optional || last.optional, default }))
            });
            Some(Type::Object(Rc::new(attributes.collect::<Option<_>>()?)))
        }
        _ => (first == last).then(|| last.clone()),
    }
}

fn convert_parts(parts: &Parts, to: &Type) -> Option<Parts> {
    let each = |parts: &[Value]| -> Option<Vec<Value>> { parts.iter().map(|part| convert(part, to).ok()).collect() };
    match (parts, to) {
        (Parts::Joined(lists), Type::List(_)) => Some(Parts::Joined(each(lists)?)),
        (Parts::Merged(maps), Type::Map(_)) => Some(Parts::Merged(each(maps)?)),
        (Parts::Compacted(_), Type::List(_) | Type::Set(_)) => Some(parts.clone()),
        _ => None,
    }
}

fn convert_known(kind: &Kind, to: &Type) -> Result<Value, String> {
    match (kind, to) {
        (Kind::Number(number), Type::String) => Ok(Value::string(number.to_string())),
        (Kind::Bool(value), Type::String) => Ok(Value::string(if *value { "true" } else { "false" })),
        (Kind::String(text), Type::Number) => {
            Number::parse(text).map(Value::number).ok_or_else(|| "a number is required".to_owned())
        }
        (Kind::String(text), Type::Bool) => match text.as_ref() {
            "true" | "1" => Ok(Value::bool(true)),
            "false" | "0" => Ok(Value::bool(false)),
            text if text.eq_ignore_ascii_case("true") => {
                Err("a bool is required; to convert from string, use lowercase \"true\"".to_owned())
            }
            text if text.eq_ignore_ascii_case("false") => {
                Err("a bool is required; to convert from string, use lowercase \"false\"".to_owned())
            }
            _ => Err("a bool is required".to_owned()),
        },
        (Kind::Set(_, elements), Type::List(_)) if !set::has_known_length(elements) => {
            let wanted = to.element().cloned().unwrap_or(Type::Dynamic);
            let elements = convert_elements(elements, &wanted)?;
            let ty = common_element_type(&elements, &wanted, kind);
            Ok(Kind::Unknown(Rc::new(Unknown {
                ty: ty.clone().list_of(),
                not_null: true,
                not_empty: true,
                element: Some(set::any_of(elements.iter(), &ty)),
                term: None,
                parts: None,
            }))
            .into())
        }
        (Kind::List(_, elements) | Kind::Set(_, elements) | Kind::Tuple(elements), Type::List(wanted)) => {
            let wanted = wanted_element(kind, elements.iter().map(Value::ty), wanted)
                .ok_or("all list elements must have the same type")?;
            let elements = convert_elements(elements, &wanted)?;
            let elements = match kind {
                Kind::Tuple(_) => unified(elements, &wanted)?,
                _ => alike(elements, &wanted)?,
            };
            Ok(Kind::List(common_element_type(&elements, &wanted, kind), Rc::new(elements)).into())
        }
        (Kind::List(_, elements) | Kind::Set(_, elements) | Kind::Tuple(elements), Type::Set(wanted)) => {
            let wanted = wanted_element(kind, elements.iter().map(Value::ty), wanted)
                .ok_or("all set elements must have the same type")?;
            let elements = alike(convert_elements(elements, &wanted)?, &wanted)?;
            let ty = common_element_type(&elements, &wanted, kind);
            Ok(set::make(ty, elements))
        }
        (Kind::Map(_, entries) | Kind::Object(entries), Type::Map(wanted)) => {
            let wanted = wanted_element(kind, entries.values().map(Value::ty), wanted)
                .ok_or("all map elements must have the same type")?;
            let mut converted = Vec::with_capacity(entries.len());
            for (name, value) in entries.iter() {
                converted.push(convert(value, &wanted).map_err(|why| format!("element {}: {why}", quoted(name)))?);
            }
            let converted = match &wanted {
                Type::Object(_) => unified(converted, &wanted)?,
                ty if ty.is_collection() => unified(converted, &wanted)?,
                _ => alike(converted, &wanted)?,
            };
            let ty = common_element_type(&converted, &wanted, kind);
            let typed = |value: Value| match value.kind {
                Kind::Null(Type::Dynamic) => Value { kind: Kind::Null(ty.clone()), meta: value.meta },
                _ => value,
            };
            let converted: Vec<Value> = converted.into_iter().map(typed).collect();
            Ok(Kind::Map(ty, Rc::new(entries.keys().cloned().zip(converted).collect())).into())
        }
        (Kind::Object(entries) | Kind::Map(_, entries), Type::Object(wanted)) => {
            convert_attributes(entries, wanted, matches!(kind, Kind::Map(..)))
        }
        (Kind::Tuple(elements), Type::Tuple(wanted)) => {
            let mut converted = Vec::with_capacity(elements.len());
            for (index, (element, wanted)) in elements.iter().zip(wanted.iter()).enumerate() {
                converted.push(convert(element, wanted).map_err(|why| format!("element {index}: {why}"))?);
            }
            Ok(Value::tuple(converted))
        }
        _ => Err(format!("{} required", to.friendly_name_for_constraint())),
    }
}

fn convert_attributes(
    entries: &SortedMap<Rc<str>, Value>,
    wanted: &SortedMap<Rc<str>, AttributeType>,
    from_map: bool,
) -> Result<Value, String> {
    let mut attributes = SortedMap::new();
    for (name, wanted) in wanted {
        let given = entries.get(name).filter(|given| wanted.default.is_none() || !given.is_null());
        let attribute = match (given, &wanted.default) {
            (Some(given), _) => {
                convert(given, &wanted.ty).map_err(|why| format!("attribute {}: {why}", quoted(name)))?
            }
            (None, Some(default)) => {
                convert(default, &wanted.ty).map_err(|why| format!("attribute {}: {why}", quoted(name)))?
            }
            (None, None) if wanted.optional => Kind::Null(wanted.ty.without_optional()).into(),
            (None, None) if from_map => {
                return Err(format!("map has no element for required attribute {}", quoted(name)));
            }
            (None, None) => return Err(format!("attribute {} is required", quoted(name))),
        };
        attributes.insert(name.clone(), attribute);
    }
    Ok(Value::object(attributes))
}

/// As [`convert`], but elements of a structure that becomes a collection of `any` are not brought together: they must be
/// of one type from the start. So it is in a branch of a condition where the other is `tolist([])`, and in `concat`.
pub(super) fn convert_strictly(value: &Value, to: &Type) -> Result<Value, String> {
    if let Some((elements, wanted)) = structure(value, to) {
        stay_alike(elements, wanted, matches!(to, Type::List(_)))?;
    }
    convert(value, to)
}

fn stay_alike(elements: Vec<Value>, wanted: &Type, in_list: bool) -> Result<(), String> {
    if *wanted == Type::Dynamic {
        return alike(elements, wanted).map(drop);
    }
    let types: Vec<Type> = elements.iter().map(Value::ty).collect();
    if !wanted.has_dynamic() || !super::unify::unify(&types, true).is_some_and(|ty| ty.is_collection()) {
        return Ok(());
    }
    let mut converted = Vec::with_capacity(elements.len());
    for element in &elements {
        let is_bare = structure(element, wanted).is_some_and(|(inner, of)| inner.is_empty() && *of == Type::Dynamic);
        if is_bare {
            return Err("an empty structure has no type of elements".to_owned());
        }
        converted.push(convert_strictly(element, wanted)?);
    }
    // In a map, collections are brought together after all.
    if in_list { alike(converted, wanted).map(drop) } else { Ok(()) }
}

/// The elements of a structure that becomes a collection, and what they become.
fn structure<'t>(value: &Value, to: &'t Type) -> Option<(Vec<Value>, &'t Type)> {
    match (&value.kind, to) {
        (Kind::Tuple(elements), Type::List(wanted)) => Some((elements.to_vec(), wanted)),
        (Kind::Object(entries), Type::Map(wanted)) => Some((entries.values().cloned().collect(), wanted)),
        _ => None,
    }
}

fn convert_elements(elements: &[Value], wanted: &Type) -> Result<Vec<Value>, String> {
    let mut converted = Vec::with_capacity(elements.len());
    for (index, element) in elements.iter().enumerate() {
        converted.push(convert(element, wanted).map_err(|why| format!("element {index}: {why}"))?);
    }
    Ok(converted)
}

/// What elements of a collection of `any` become: they stay in a collection, and are unified out of a structure.
fn wanted_element(from: &Kind, given: impl Iterator<Item = Type>, wanted: &Type) -> Option<Type> {
    match from {
        Kind::List(own, _) | Kind::Set(own, _) | Kind::Map(own, _) if *wanted == Type::Dynamic => Some(own.clone()),
        Kind::Tuple(_) | Kind::Object(_) if *wanted == Type::Dynamic => {
            let given: Vec<Type> = given.collect();
            match from {
                _ if given.is_empty() => Some(Type::Dynamic),
                Kind::Object(_) => super::unify::unify(&given, true),
                _ => element_type(&given, wanted, true),
            }
        }
        _ => Some(wanted.clone()),
    }
}

/// Elements converted one by one to a type with `any` in it may have become different: brings them together again.
fn unified(elements: Vec<Value>, wanted: &Type) -> Result<Vec<Value>, String> {
    if !wanted.has_dynamic() || elements.len() < 2 {
        return Ok(elements);
    }
    let types: Vec<Type> = elements.iter().map(Value::ty).collect();
    if types.windows(2).all(|pair| pair[0] == pair[1]) {
        return Ok(elements);
    }
    let common =
        super::unify::unify(&types, true).ok_or("cannot find a common base type for all elements".to_owned())?;
    let elements: Vec<Value> = elements.iter().map(|element| convert(element, &common)).collect::<Result<_, _>>()?;
    // Unified to `any`, they stay what they are.
    alike(elements, wanted)
}

/// Elements of one type; only null, whose type is open, goes with all others.
fn alike(elements: Vec<Value>, wanted: &Type) -> Result<Vec<Value>, String> {
    if !wanted.has_dynamic() {
        return Ok(elements);
    }
    let mut types = elements.iter().map(Value::ty).filter(|ty| *ty != Type::Dynamic);
    match types.next() {
        Some(first) if types.any(|ty| ty != first) => Err("all elements must have the same type".to_owned()),
        _ => Ok(elements),
    }
}

fn common_element_type(elements: &[Value], wanted: &Type, from: &Kind) -> Type {
    if !wanted.has_dynamic() {
        return wanted.without_optional();
    }
    match (elements.first(), from) {
        (Some(first), _) => {
            elements.iter().map(Value::ty).find(|ty| *ty != Type::Dynamic).unwrap_or_else(|| first.ty())
        }
        (None, Kind::List(own, _) | Kind::Set(own, _) | Kind::Map(own, _)) if *wanted == Type::Dynamic => own.clone(),
        (None, _) => wanted.without_optional(),
    }
}

/// `to` with its unknown parts filled in from `from`.
pub fn replace_dynamic(from: &Type, to: &Type) -> Type {
    let unified = |types: Vec<Type>| super::unify::unify(&types, true).unwrap_or(Type::Dynamic);
    match (from, to) {
        (Type::Dynamic, to) => to.clone(),
        (from, Type::Dynamic) => from.clone(),
        (Type::Map(from), Type::Map(to)) => replace_dynamic(from, to).map_of(),
        (Type::Object(from), Type::Map(to)) => {
            replace_dynamic(&unified(from.values().map(|attribute| attribute.ty.clone()).collect()), to).map_of()
        }
        (Type::Map(from), Type::Object(to)) => Type::Object(Rc::new(
            to.iter()
                .map(|(name, to)| (name.clone(), AttributeType::required(replace_dynamic(from, &to.ty))))
                .collect(),
        )),
        (Type::Object(from), Type::Object(to)) => Type::Object(Rc::new(
            to.iter()
                .map(|(name, to)| {
                    let ty = from.get(name).map_or_else(|| to.ty.clone(), |from| replace_dynamic(&from.ty, &to.ty));
                    (name.clone(), AttributeType::required(ty))
                })
                .collect(),
        )),
        (Type::List(from) | Type::Set(from), Type::List(to)) => replace_dynamic(from, to).list_of(),
        (Type::List(from) | Type::Set(from), Type::Set(to)) => replace_dynamic(from, to).set_of(),
        (Type::Tuple(from), Type::List(to)) => replace_dynamic(&unified(from.to_vec()), to).list_of(),
        (Type::Tuple(from), Type::Set(to)) => replace_dynamic(&unified(from.to_vec()), to).set_of(),
        (Type::Tuple(from), Type::Tuple(to)) => {
            Type::Tuple(Rc::new(from.iter().zip(to.iter()).map(|(from, to)| replace_dynamic(from, to)).collect()))
        }
        _ => to.clone(),
    }
}

/// Why the one type cannot become the other, in Terraform's words.
fn mismatch(from: &Type, to: &Type) -> String {
    match (from, to) {
        (Type::Object(given), Type::Object(wanted)) => mismatched_objects(given, wanted),
        (Type::Tuple(_), Type::List(element)) if **element == Type::Dynamic => {
            "all list elements must have the same type".to_owned()
        }
        (Type::Tuple(_), Type::Set(element)) if **element == Type::Dynamic => {
            "all set elements must have the same type".to_owned()
        }
        (Type::Object(_), Type::Map(element)) if **element == Type::Dynamic => {
            "all map elements must have the same type".to_owned()
        }
        (Type::Tuple(given), Type::List(wanted) | Type::Set(wanted)) => {
            let at = given.iter().position(|given| given != &**wanted && !convertible(given, wanted, true));
            match at {
                Some(at) => format!("element {at}: {}", mismatch(&given[at], wanted)),
                None => format!("all elements must be {}", wanted.friendly_name_for_constraint()),
            }
        }
        (Type::Object(given), Type::Map(wanted)) => {
            let at = given.iter().find(|(_, given)| given.ty != **wanted && !convertible(&given.ty, wanted, true));
            match at {
                Some((name, given)) => format!("element {}: {}", quoted(name), mismatch(&given.ty, wanted)),
                None => format!("all elements must be {}", wanted.friendly_name_for_constraint()),
            }
        }
        (Type::List(given) | Type::Set(given), Type::List(wanted)) => {
            format!("incorrect list element type: {}", mismatch(given, wanted))
        }
        (Type::List(given) | Type::Set(given), Type::Set(wanted)) => {
            format!("incorrect set element type: {}", mismatch(given, wanted))
        }
        (Type::Map(given), Type::Map(wanted)) => format!("incorrect map element type: {}", mismatch(given, wanted)),
        _ => format!("{} required", to.friendly_name_for_constraint()),
    }
}

fn mismatched_objects(given: &SortedMap<Rc<str>, AttributeType>, wanted: &SortedMap<Rc<str>, AttributeType>) -> String {
    let missing: Vec<String> = wanted
        .iter()
        .filter(|(name, attribute)| !attribute.optional && !given.contains_key(*name))
        .map(|(name, _)| quoted(name))
        .collect();
    match missing.as_slice() {
        [] => {}
        [one] => return format!("attribute {one} is required"),
        [one, other] => return format!("attributes {one} and {other} are required"),
        [first @ .., last] => return format!("attributes {}, and {last} are required", first.join(", ")),
    }
    for (name, wanted) in wanted {
        if let Some(given) = given.get(name)
            && given.ty != wanted.ty
            && !convertible(&given.ty, &wanted.ty, true)
        {
            return format!("attribute {}: {}", quoted(name), mismatch(&given.ty, &wanted.ty));
        }
    }
    "incorrect object attributes".to_owned()
}
