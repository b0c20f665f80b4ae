//! Functions of maps, and of what maps and lists have in common.

use std::rc::Rc;

use super::FunctionError;
use super::signature::{
    Call, DYNAMIC, MARKED, NULL, ParameterType, Signature, UNKNOWN, any, some_bool, some_number, some_value, typed,
    unknown, unknown_of,
};
use super::string::cluster_count;
use crate::sorted::SortedMap;
use crate::terraform::convert::convert;
use crate::terraform::display::quoted;
use crate::terraform::equality::equal;
use crate::terraform::number::Number;
use crate::terraform::set;
use crate::terraform::types::Type;
use crate::terraform::unify::unify;
use crate::terraform::value::{Kind, Parts, Unknown, Value};

const ANYTHING: u8 = NULL | UNKNOWN | DYNAMIC;

pub(super) const FUNCTIONS: &[Signature] = &[
    Signature::new("alltrue", &[typed("list", ParameterType::ListOfBool, 0)], some_bool, all_true),
    Signature::new("anytrue", &[typed("list", ParameterType::ListOfBool, 0)], some_bool, any_true),
    Signature::new("coalesce", &[], some_value, coalesce).variadic(any("vals", ANYTHING)),
    Signature::new("contains", &[any("list", 0), any("value", UNKNOWN | DYNAMIC)], some_bool, contains),
    Signature::new("keys", &[any("inputMap", UNKNOWN | MARKED)], some_keys, keys),
    Signature::new("length", &[any("value", UNKNOWN | DYNAMIC | MARKED)], some_number, length),
    Signature::new(
        "lookup",
        &[any("inputMap", UNKNOWN | MARKED), typed("key", ParameterType::String, UNKNOWN | MARKED)],
        some_value,
        lookup,
    )
    .variadic(any("default", ANYTHING | MARKED)),
    Signature::new("merge", &[], merge, merge).variadic(any("maps", ANYTHING | MARKED)),
    Signature::new("one", &[any("list", UNKNOWN | DYNAMIC)], some_value, one),
    Signature::new("sum", &[any("list", 0)], some_number, sum),
    Signature::new("transpose", &[typed("values", ParameterType::MapOfLists, 0)], some_lists, transpose),
    Signature::new("values", &[any("mapping", UNKNOWN | MARKED)], some_value, values),
    Signature::new(
        "zipmap",
        &[typed("keys", ParameterType::ListOfString, MARKED), any("values", MARKED)],
        some_value,
        zipmap,
    ),
];

fn length(call: &Call) -> Result<Value, FunctionError> {
    let value = call.argument(0)?;
    let wrong = || FunctionError::new("argument must be a string, a collection type, or a structural type");
    let length = match &value.kind {
        Kind::String(text) => {
            call.spend(text.len())?;
            cluster_count(text)
        }
        Kind::Set(_, elements) if !set::has_known_length(elements) => return some_number(call),
        Kind::List(_, elements) | Kind::Set(_, elements) | Kind::Tuple(elements) => elements.len(),
        Kind::Map(_, entries) | Kind::Object(entries) => entries.len(),
        Kind::Number(_) | Kind::Bool(_) => return Err(wrong()),
        Kind::Null(_) => return some_number(call),
        Kind::Unknown(inner) => match &inner.ty {
            Type::Tuple(elements) => elements.len(),
            Type::Object(attributes) => attributes.len(),
            Type::Number | Type::Bool => return Err(wrong()),
            _ => return some_number(call),
        },
    };
    Ok(Value::int(length as i64))
}

fn all_true(call: &Call) -> Result<Value, FunctionError> {
    let elements = call.elements(0)?;
    // A false one decides, wherever it stands: nothing that becomes known can change it.
    if elements.iter().any(|element| element.is_null() || element.as_bool() == Some(false)) {
        return Ok(Value::bool(false));
    }
    if elements.iter().any(|element| !element.is_known()) { some_bool(call) } else { Ok(Value::bool(true)) }
}

fn any_true(call: &Call) -> Result<Value, FunctionError> {
    let elements = call.elements(0)?;
    if elements.iter().any(|element| element.as_bool() == Some(true)) {
        return Ok(Value::bool(true));
    }
    if elements.iter().any(|element| !element.is_known()) { some_bool(call) } else { Ok(Value::bool(false)) }
}

fn coalesce(call: &Call) -> Result<Value, FunctionError> {
    let types: Vec<Type> = call.arguments.iter().map(Value::ty).collect();
    let ty = unify(&types, true).ok_or_else(|| FunctionError::new("all arguments must have the same type"))?;
    // Among texts, an empty one is passed over as well.
    let is_text = ty == Type::String;
    let mut candidates: Vec<Value> = Vec::new();
    let mut settled = false;
    for argument in call.arguments {
        // Terraform takes what does not convert after all for null.
        let Ok(value) = convert(argument, &ty) else { continue };
        if value.is_null() || is_text && value.as_str() == Some("") {
            continue;
        }
        settled = value.is_known() || set::is_not_null(&value) && (!may_be_text(&ty) || set::is_not_empty(&value));
        candidates.push(value);
        if settled {
            break;
        }
    }
    match candidates.as_slice() {
        [] => Err(FunctionError::new("no non-null, non-empty-string arguments")),
        // Nothing else is left for it to be: when it is null or empty, the call fails.
        [only] if only.is_known() => Ok(only.clone()),
        [only] => Ok(refined(only, is_text)),
        several => {
            let choice = set::any_of(several.iter(), &ty);
            let last_is_known_not_empty = settled && several.last().is_some_and(set::is_not_empty);
            Ok(refined(&choice, is_text || last_is_known_not_empty && ty == Type::String))
        }
    }
}

fn may_be_text(ty: &Type) -> bool {
    matches!(ty, Type::String | Type::Dynamic)
}

/// The same unknown, of which is now known that it is not null, and perhaps not empty.
fn refined(value: &Value, not_empty: bool) -> Value {
    match &value.kind {
        Kind::Unknown(inner) => {
            let inner = Unknown { not_null: true, not_empty: inner.not_empty || not_empty, ..(**inner).clone() };
            Value { kind: Kind::Unknown(Rc::new(inner)), meta: value.meta.clone() }
        }
        _ => value.clone(),
    }
}

fn contains(call: &Call) -> Result<Value, FunctionError> {
    let list = call.argument(0)?;
    let Some(elements) = list.as_sequence() else {
        return Err(FunctionError::new("argument must be list, tuple, or set"));
    };
    let wanted = call.argument(1)?;
    let mut uncertain = false;
    for element in elements.iter() {
        match equal(element, wanted) {
            Some(true) => return Ok(Value::bool(true)),
            Some(false) => {}
            None => uncertain = true,
        }
    }
    if uncertain { some_bool(call) } else { Ok(Value::bool(false)) }
}

fn some_keys(call: &Call) -> Result<Value, FunctionError> {
    let not_empty = call.arguments.first().is_some_and(set::is_not_empty);
    Ok(match call.arguments.first().map(Value::ty) {
        Some(Type::Map(_)) => unknown_of(Type::String.list_of(), not_empty, Some(unknown(Type::String, false))),
        _ => unknown(Type::Dynamic, not_empty),
    })
}

fn keys(call: &Call) -> Result<Value, FunctionError> {
    let map = call.argument(0)?;
    let texts = |names: &mut dyn Iterator<Item = &Rc<str>>| names.map(|name| Value::string(name.clone())).collect();
    match (&map.kind, map.ty()) {
        (Kind::Map(_, entries), _) => Ok(Kind::List(Type::String, Rc::new(texts(&mut entries.keys()))).into()),
        (_, Type::Object(attributes)) => Ok(Value::tuple(texts(&mut attributes.keys()))),
        (_, Type::Map(_) | Type::Dynamic) => some_keys(call),
        _ => Err(FunctionError::at(0, "must have map or object type")),
    }
}

fn values(call: &Call) -> Result<Value, FunctionError> {
    let map = call.argument(0)?;
    match (&map.kind, map.ty()) {
        (Kind::Map(ty, entries), _) => Ok(Kind::List(ty.clone(), Rc::new(entries.values().cloned().collect())).into()),
        (Kind::Object(entries), _) => Ok(Value::tuple(entries.values().cloned().collect())),
        (Kind::Unknown(inner), Type::Map(ty)) => Ok(unknown_of(Type::List(ty), inner.not_empty, inner.element.clone())),
        (_, Type::Object(attributes)) => {
            Ok(Value::tuple(attributes.values().map(|attribute| Value::unknown(attribute.ty.clone())).collect()))
        }
        (_, Type::Dynamic) => Ok(unknown(Type::Dynamic, set::is_not_empty(map))),
        _ => Err(FunctionError::new("values() requires a map as the first argument")),
    }
}

fn lookup(call: &Call) -> Result<Value, FunctionError> {
    let map = call.argument(0)?;
    let key = call.argument(1)?;
    if call.arguments.len() > 3 {
        let count = call.arguments.len();
        return Err(FunctionError::new(format!("lookup() takes two or three arguments, got {count}")));
    }
    let default = call.arguments.get(2);
    // The common case, without a look at all the other attributes.
    if let (Kind::Object(entries), Some(key)) = (&map.kind, key.as_str()) {
        return entries
            .get(key)
            .or(default)
            .cloned()
            .ok_or_else(|| FunctionError::at(0, format!("the given object has no attribute {}", quoted(key))));
    }
    match map.ty() {
        Type::Object(_) | Type::Map(_) | Type::Dynamic => {}
        _ => return Err(FunctionError::at(0, "lookup() requires a map as the first argument")),
    }
    if let (Type::Map(ty), Some(default)) = (map.ty(), default)
        && convert(default, &ty).is_err()
    {
        return Err(FunctionError::at(2, "the default value must have the same type as the map elements"));
    }
    let element_type = map.ty().element().cloned();
    let default = || match (default, &element_type) {
        (Some(default), Some(ty)) => convert(default, ty).map(Some).map_err(|why| FunctionError::at(2, why)),
        (default, _) => Ok(default.cloned()),
    };
    match (map.as_mapping(), key.as_str()) {
        (Some(entries), Some(key)) => match (entries.get(key), default()?) {
            (Some(entry), _) => Ok(entry.clone()),
            (None, Some(default)) => Ok(default),
            (None, None) => Err(FunctionError::new("lookup failed to find key")),
        },
        (Some(entries), None) => {
            let default = default()?;
            let candidates: Vec<&Value> = entries.values().chain(&default).collect();
            let types: Vec<Type> = candidates.iter().map(|value| value.ty()).collect();
            let same = types.windows(2).all(|pair| pair[0] == pair[1]);
            let ty = element_type.or(types.first().filter(|_| same).cloned()).unwrap_or(Type::Dynamic);
            Ok(set::any_of(candidates.into_iter(), &ty))
        }
        (None, _) => match (&map.kind, map.ty(), key.as_str()) {
            (Kind::Unknown(inner), Type::Map(ty), _) => match (&inner.element, default()?) {
                (Some(element), Some(default)) => Ok(set::any_of([element, &default].into_iter(), &ty)),
                (Some(element), None) => Ok(element.clone()),
                (None, _) => Ok(Value::unknown((*ty).clone())),
            },
            (_, Type::Object(attributes), Some(key)) => match (attributes.get(key), default()?) {
                (Some(attribute), _) => Ok(Value::unknown(attribute.ty.clone())),
                (None, Some(default)) => Ok(default),
                (None, None) => Err(FunctionError::at(0, format!("the given object has no attribute {}", quoted(key)))),
            },
            _ => some_value(call),
        },
    }
}

fn merge(call: &Call) -> Result<Value, FunctionError> {
    let mut first: Option<Type> = None;
    let mut matching = true;
    // After a null without a type, Terraform looks at no other type.
    let typed = call.arguments.iter().position(|argument| argument.ty() == Type::Dynamic);
    for argument in &call.arguments[..typed.map_or(call.arguments.len(), |at| at + 1)] {
        let ty = argument.ty();
        if !matches!(ty, Type::Map(_) | Type::Object(_) | Type::Dynamic) {
            let name = ty.friendly_name();
            return Err(FunctionError::new(format!("arguments must be maps or objects, got {}", quoted(&name))));
        }
        matching &= first.get_or_insert_with(|| ty.clone()) == &ty;
    }
    let mut entries: SortedMap<Rc<str>, Value> = SortedMap::new();
    let mut all_known = true;
    let mut not_empty = false;
    for (index, argument) in call.arguments.iter().enumerate().filter(|(_, argument)| !argument.is_null()) {
        not_empty |= set::is_not_empty(argument);
        match (&argument.kind, argument.ty()) {
            (Kind::Map(_, given) | Kind::Object(given), _) => {
                call.spend(given.len())?;
                entries.extend(given.iter().map(|(name, value)| (name.clone(), value.clone())));
            }
            (_, Type::Object(attributes)) => {
                // What is not known is the attributes' values; which there are is.
                for (name, attribute) in attributes.iter() {
                    entries.insert(name.clone(), Value::unknown(attribute.ty.clone()));
                }
            }
            (Kind::Unknown(_), _) => all_known = false,
            // What has elements with names will do then, and a text is its own name in a set.
            (Kind::Set(..) | Kind::List(..) | Kind::Tuple(_), ty) => {
                for element in call.elements(index)?.iter() {
                    match &element.kind {
                        Kind::String(name) if matches!(ty, Type::Set(_)) => {
                            entries.insert(name.clone(), element.clone())
                        }
                        _ => return Err(FunctionError::at(index, "elements must have names")),
                    };
                }
            }
            (_, ty) => {
                let name = ty.friendly_name();
                return Err(FunctionError::at(
                    index,
                    format!("arguments must be maps or objects, got {}", quoted(&name)),
                ));
            }
        }
    }
    let first = first.unwrap_or_else(|| Type::Object(Rc::default()));
    if !all_known {
        let ty = if matching { first } else { Type::Dynamic };
        let element = match &ty {
            Type::Map(element) => merged_element(call.arguments, element),
            _ => None,
        };
        return Ok(unknown_of(ty, not_empty, element).made_of(Parts::Merged(call.arguments.to_vec())));
    }
    Ok(match first {
        Type::Map(element) if matching => Kind::Map((*element).clone(), Rc::new(entries)).into(),
        _ => Value::object(entries),
    })
}

fn merged_element(maps: &[Value], ty: &Type) -> Option<Value> {
    let mut elements: Vec<&Value> = Vec::new();
    for map in maps {
        match &map.kind {
            Kind::Map(_, entries) => elements.extend(entries.values()),
            Kind::Unknown(inner) => elements.push(inner.element.as_ref()?),
            _ => {}
        }
    }
    (!elements.is_empty()).then(|| set::any_of(elements.into_iter(), ty))
}

fn one(call: &Call) -> Result<Value, FunctionError> {
    let list = call.argument(0)?;
    let wrong = || FunctionError::at(0, "must be a list, set, or tuple value with either zero or one elements");
    match (&list.kind, list.ty()) {
        // Elements that turn out equal leave a set of one.
        (Kind::Set(ty, elements), _) if !set::has_known_length(elements) => Ok(Value::unknown(ty.clone())),
        (Kind::List(..) | Kind::Set(..) | Kind::Tuple(_), ty) => match list.as_sequence().map(|v| v.as_slice()) {
            Some([]) => Ok(Kind::Null(ty.element().cloned().unwrap_or(Type::Dynamic)).into()),
            Some([only]) => Ok(only.clone()),
            _ => Err(wrong()),
        },
        (Kind::Unknown(inner), Type::List(ty) | Type::Set(ty)) => Ok(match &inner.element {
            Some(element) if inner.not_empty => element.clone(),
            Some(element) => set::any_of([element, &Kind::Null((*ty).clone()).into()].into_iter(), &ty),
            None => Value::unknown((*ty).clone()),
        }),
        (_, Type::Tuple(elements)) => match elements.as_slice() {
            [] => Ok(Value::null()),
            [only] => Ok(Value::unknown(only.clone())),
            _ => Err(wrong()),
        },
        (_, Type::Dynamic) => some_value(call),
        _ => Err(wrong()),
    }
}

fn sum(call: &Call) -> Result<Value, FunctionError> {
    let list = call.argument(0)?;
    let elements = list.as_sequence().ok_or_else(|| match list.as_mapping() {
        Some(entries) if !entries.is_empty() => FunctionError::at(
            0,
            format!("argument must be list, set, or tuple. Received {}", list.ty().friendly_name()),
        ),
        Some(_) => FunctionError::at(0, "cannot sum an empty list"),
        None => FunctionError::at(0, "cannot sum noniterable"),
    })?;
    if elements.is_empty() {
        return Err(FunctionError::at(0, "cannot sum an empty list"));
    }
    if !list.is_wholly_known() {
        return some_number(call);
    }
    let wrong = || FunctionError::at(0, "argument must be list, set, or tuple of number values");
    let mut total: Option<Number> = None;
    for element in elements.iter() {
        let Ok(Value { kind: Kind::Number(number), .. }) = convert(element, &Type::Number) else {
            return Err(wrong());
        };
        total = Some(match total {
            None => number,
            Some(total) => {
                total.add(&number).ok_or_else(|| FunctionError::new("can't compute sum of opposing infinities"))?
            }
        });
    }
    total.map(Value::number).ok_or_else(wrong)
}

fn some_lists(_: &Call) -> Result<Value, FunctionError> {
    Ok(unknown(Type::String.list_of().map_of(), false))
}

fn transpose(call: &Call) -> Result<Value, FunctionError> {
    let map = call.argument(0)?;
    if !map.is_wholly_known() {
        return some_lists(call);
    }
    let mut output: SortedMap<Rc<str>, Vec<Value>> = SortedMap::new();
    for (name, list) in map.as_mapping().into_iter().flat_map(|entries| entries.iter()) {
        let elements = list.as_sequence().ok_or_else(|| FunctionError::new("input must not contain null list"))?;
        call.spend(elements.len())?;
        for element in elements.iter() {
            let Kind::String(key) = &element.kind else {
                return Err(FunctionError::new("input list must not contain null string"));
            };
            // Names come in order, so every list is sorted.
            output.get_or_default(key.clone()).push(Value::string(name.clone()));
        }
    }
    let lists = output.into_iter().map(|(key, names)| (key, Kind::List(Type::String, Rc::new(names)).into()));
    Ok(Kind::Map(Type::String.list_of(), Rc::new(lists.collect())).into())
}

fn zipmap(call: &Call) -> Result<Value, FunctionError> {
    let keys = call.argument(0)?;
    let list = call.argument(1)?;
    let (Kind::List(_, values) | Kind::Tuple(values)) = &list.kind else {
        return Err(FunctionError::new("values argument must be a list or tuple value"));
    };
    let element_type = list.ty().element().cloned();
    if !keys.is_wholly_known() {
        return Ok(match element_type {
            Some(ty) => {
                let element = (!values.is_empty()).then(|| set::any_of(values.iter(), &ty));
                unknown_of(ty.map_of(), !values.is_empty(), element)
            }
            None => unknown(Type::Dynamic, !values.is_empty()),
        });
    }
    let keys = call.elements(0)?;
    if keys.len() != values.len() {
        return Err(FunctionError::new(format!(
            "number of keys ({}) does not match number of values ({})",
            keys.len(),
            values.len()
        )));
    }
    call.spend(keys.len())?;
    let mut output = SortedMap::new();
    let mut marks = Default::default();
    for (index, (key, value)) in keys.iter().zip(values.iter()).enumerate() {
        let mut key = key.clone();
        set::lift_marks(&mut key, &mut marks);
        let Kind::String(key) = key.kind else {
            return Err(FunctionError::new(format!("keys list has null value at index {index}")));
        };
        output.insert(key, value.clone());
    }
    let result: Value = match element_type {
        Some(ty) => Kind::Map(ty, Rc::new(output)).into(),
        None => Value::object(output),
    };
    Ok(if marks.sensitive || marks.ephemeral { result.with_meta(Some(Rc::new(marks))) } else { result })
}
