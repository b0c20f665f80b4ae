//! Functions of lists and tuples.

use std::collections::HashMap;
use std::rc::Rc;

use super::FunctionError;
use super::json;
use super::signature::{
    Call, DYNAMIC, MARKED, NULL, ParameterType, Signature, UNKNOWN, any, number, some_number, some_strings, some_value,
    typed, unknown, unknown_of,
};
use crate::terraform::convert::{convert, convert_strictly};
use crate::terraform::equality::equal;
use crate::terraform::number::Number;
use crate::terraform::set;
use crate::terraform::types::Type;
use crate::terraform::unify::unify;
use crate::terraform::value::{Kind, Parts, Value};

/// Terraform's own limit of what `range` makes.
const LONGEST_RANGE: usize = 1024;

pub(super) const FUNCTIONS: &[Signature] = &[
    Signature::new(
        "chunklist",
        &[typed("list", ParameterType::ListOfAny, MARKED), number("size")],
        |call| Ok(unknown(call.argument(0)?.ty().list_of(), false)),
        chunklist,
    ),
    Signature::new("coalescelist", &[], some_value, coalescelist).variadic(any("vals", NULL | UNKNOWN | DYNAMIC)),
    Signature::new("compact", &[typed("list", ParameterType::ListOfString, UNKNOWN)], some_strings, compact),
    Signature::new("concat", &[], some_value, concat).variadic(any("seqs", UNKNOWN | DYNAMIC | MARKED)),
    Signature::new("distinct", &[typed("list", ParameterType::ListOfAny, UNKNOWN)], some_value, distinct),
    Signature::new(
        "element",
        &[any("list", UNKNOWN | DYNAMIC | MARKED), typed("index", ParameterType::Number, UNKNOWN)],
        some_value,
        element,
    ),
    Signature::new("flatten", &[any("list", UNKNOWN | DYNAMIC | MARKED)], some_value, flatten),
    Signature::new("index", &[any("list", 0), any("value", 0)], some_number, index),
    Signature::new(
        "matchkeys",
        &[
            typed("values", ParameterType::ListOfAny, 0),
            typed("keys", ParameterType::ListOfAny, 0),
            typed("searchset", ParameterType::ListOfAny, 0),
        ],
        |call| Ok(unknown(call.argument(0)?.ty(), false)),
        matchkeys,
    ),
    Signature::new("range", &[], |_| Ok(unknown(Type::Number.list_of(), false)), range).variadic(number("params")),
    Signature::new("reverse", &[any("list", UNKNOWN | MARKED)], some_value, reverse),
    Signature::new("slice", &[any("list", MARKED), number("start_index"), number("end_index")], some_slice, slice),
    Signature::new("sort", &[typed("list", ParameterType::ListOfString, UNKNOWN)], some_strings, sort),
];

fn list(ty: Type, elements: Vec<Value>) -> Value {
    Kind::List(ty, Rc::new(elements)).into()
}

fn concat(call: &Call) -> Result<Value, FunctionError> {
    if call.arguments.is_empty() {
        return Err(FunctionError::new("at least one argument is required"));
    }
    let mut not_empty = false;
    let mut all_known = true;
    for (index, argument) in call.arguments.iter().enumerate() {
        let ty = argument.ty();
        if !matches!(ty, Type::List(_) | Type::Tuple(_) | Type::Dynamic) {
            let name = ty.friendly_name();
            return Err(FunctionError::at(index, format!("all arguments must be lists or tuples; got {name}")));
        }
        not_empty |= set::is_not_empty(argument);
        all_known &= argument.is_known() || matches!(ty, Type::Tuple(_));
        call.spend(argument.as_sequence().map_or(0, |elements| elements.len()))?;
    }
    let types: Vec<Type> = call.arguments.iter().map(Value::ty).collect();
    let common = if types.iter().all(|ty| matches!(ty, Type::List(_))) { unify(&types, true) } else { None };
    let mut arguments = call.arguments.to_vec();
    if let Some(common) = &common {
        for (index, argument) in arguments.iter_mut().enumerate() {
            *argument = convert(argument, common).map_err(|why| FunctionError::at(index, why))?;
        }
    }
    let elements = elements_of(&arguments);
    if !all_known {
        let ty = common.unwrap_or(Type::Dynamic);
        let element_type = ty.element().cloned().unwrap_or(Type::Dynamic);
        let element = elements
            .filter(|elements| !elements.is_empty())
            .map(|elements| set::any_of(elements.iter(), &element_type));
        return Ok(unknown_of(ty, not_empty, element).made_of(Parts::Joined(arguments)));
    }
    let elements = elements.unwrap_or_default();
    match common {
        Some(common @ Type::List(_)) => convert_strictly(&Value::tuple(elements), &common).map_err(FunctionError::new),
        _ => Ok(Value::tuple(elements)),
    }
}

/// All elements of sequences; one of unknown length is represented by what its elements look like. `None` when there
/// is a sequence of which not even that is known.
fn elements_of(sequences: &[Value]) -> Option<Vec<Value>> {
    let mut elements = Vec::new();
    for sequence in sequences {
        match (&sequence.kind, sequence.as_sequence()) {
            (_, Some(own)) => elements.extend(own.iter().cloned()),
            (Kind::Unknown(inner), None) => match (&inner.element, &inner.ty) {
                (Some(element), _) => elements.push(element.clone()),
                (None, Type::Tuple(types)) => elements.extend(types.iter().cloned().map(Value::unknown)),
                (None, Type::List(ty)) => elements.push(Value::unknown((**ty).clone())),
                (None, _) => return None,
            },
            _ => {}
        }
    }
    Some(elements)
}

fn coalescelist(call: &Call) -> Result<Value, FunctionError> {
    if call.arguments.is_empty() {
        return Err(FunctionError::new("at least one argument is required"));
    }
    for argument in call.arguments {
        if !matches!(argument.ty(), Type::List(_) | Type::Tuple(_) | Type::Dynamic)
            || argument.is_null() && argument.ty() == Type::Dynamic
        {
            return Err(FunctionError::new("coalescelist arguments must be lists or tuples"));
        }
    }
    let mut candidates = Vec::new();
    for argument in call.arguments {
        if argument.is_null() || argument.as_sequence().is_some_and(|elements| elements.is_empty()) {
            continue;
        }
        candidates.push(argument.clone());
        if set::is_not_empty(argument) && set::is_not_null(argument) {
            break;
        }
    }
    match candidates.as_slice() {
        [] => Err(FunctionError::new("no non-null arguments")),
        [only] if only.is_known() => Ok(only.clone()),
        several => {
            let types: Vec<Type> = several.iter().map(Value::ty).collect();
            let same = types.windows(2).all(|pair| pair[0] == pair[1]);
            let ty = types.first().filter(|_| same).cloned().unwrap_or(Type::Dynamic);
            let element_type = ty.element().cloned().unwrap_or(Type::Dynamic);
            let element = elements_of(several)
                .filter(|elements| !elements.is_empty())
                .map(|elements| set::any_of(elements.iter(), &element_type));
            // An empty result is an error, so whatever comes out has elements.
            Ok(unknown_of(ty, true, element))
        }
    }
}

fn compact(call: &Call) -> Result<Value, FunctionError> {
    let argument = call.argument(0)?;
    let Some(elements) = argument.as_sequence() else {
        return Ok(unknown_of(Type::String.list_of(), false, Some(unknown(Type::String, true))));
    };
    let kept: Vec<&Value> =
        elements.iter().filter(|element| !element.is_null() && element.as_str() != Some("")).collect();
    // An unknown element stays for certain only when it is neither null nor empty.
    let certain = |element: &Value| set::is_not_null(element) && set::is_not_empty(element);
    if kept.iter().all(|element| certain(element)) {
        return Ok(list(Type::String, kept.into_iter().cloned().collect()));
    }
    let not_empty = kept.iter().any(|element| certain(element));
    let summary = set::any_of(kept.into_iter(), &Type::String);
    let element = Value { kind: unknown(Type::String, true).kind, meta: summary.meta };
    let parts = Parts::Compacted(elements.to_vec());
    Ok(unknown_of(Type::String.list_of(), not_empty, Some(element)).made_of(parts))
}

fn distinct(call: &Call) -> Result<Value, FunctionError> {
    let argument = call.argument(0)?;
    let ty = argument.ty();
    let element_type = ty.element().cloned().unwrap_or(Type::Dynamic);
    let Some(elements) = argument.as_sequence() else {
        let element = argument.as_unknown().and_then(|inner| inner.element.clone());
        return Ok(unknown_of(ty, set::is_not_empty(argument), element));
    };
    if elements.len() > 1 && !argument.is_wholly_known() {
        return Ok(unknown_of(ty, true, Some(set::any_of(elements.iter(), &element_type))));
    }
    let mut kept: Vec<Value> = Vec::new();
    let mut seen: HashMap<String, Vec<usize>> = HashMap::new();
    for element in elements.iter() {
        // Equal values have the same text; the other way round that is almost always so.
        let text = match &element.kind {
            // -0 is 0.
            Kind::Number(number) if *number == Number::from(0) => "0".to_owned(),
            _ => json::encode(element),
        };
        call.spend(text.len())?;
        let alike = seen.entry(text).or_default();
        if !alike.iter().any(|&other| equal(&kept[other], element) == Some(true)) {
            alike.push(kept.len());
            kept.push(element.clone());
        }
    }
    Ok(list(element_type, kept))
}

fn chunklist(call: &Call) -> Result<Value, FunctionError> {
    let argument = call.argument(0)?;
    let ty = argument.ty();
    let element_type = ty.element().cloned().unwrap_or(Type::Dynamic);
    let size =
        usize::try_from(call.integer(1)?).map_err(|_| FunctionError::at(1, "the size argument must be positive"))?;
    let elements = call.elements(0)?;
    call.spend(elements.len())?;
    let chunks = match (elements.is_empty(), size) {
        (true, _) => Vec::new(),
        (false, 0) => vec![argument.clone()],
        (false, size) => elements.chunks(size).map(|chunk| list(element_type.clone(), chunk.to_vec())).collect(),
    };
    Ok(list(ty, chunks))
}

fn element(call: &Call) -> Result<Value, FunctionError> {
    let argument = call.argument(0)?;
    let ty = argument.ty();
    if !matches!(ty, Type::List(_) | Type::Tuple(_) | Type::Dynamic) {
        return Err(FunctionError::new(format!("cannot read elements from {}", ty.friendly_name())));
    }
    let empty = || FunctionError::new("cannot use element function with an empty list");
    let position = if call.argument(1)?.is_known() {
        let position = call.integer(1)?;
        let length = argument.as_sequence().map_or(1, |elements| elements.len().max(1)) as i64;
        // Terraform 1.11 fails with an internal error where it should count from the end.
        Some(usize::try_from(position % length).map_err(|_| FunctionError::at(1, "index must not be negative"))?)
    } else {
        None
    };
    match (argument.as_sequence(), position) {
        (Some(elements), _) if elements.is_empty() => Err(empty()),
        (Some(elements), Some(position)) => elements.get(position % elements.len()).cloned().ok_or_else(empty),
        (Some(elements), None) => {
            let types: Vec<Type> = elements.iter().map(Value::ty).collect();
            let same = types.windows(2).all(|pair| pair[0] == pair[1]);
            let ty = types.first().filter(|_| same).cloned().unwrap_or(Type::Dynamic);
            Ok(set::any_of(elements.iter(), &ty))
        }
        (None, position) => Ok(match (&ty, argument.as_unknown().and_then(|inner| inner.element.clone())) {
            (_, Some(element)) => element,
            (Type::List(ty), None) => Value::unknown((**ty).clone()),
            (Type::Tuple(types), None) if types.is_empty() => return Err(empty()),
            (Type::Tuple(types), None) => {
                let ty = position.and_then(|position| types.get(position % types.len())).cloned();
                Value::unknown(ty.unwrap_or(Type::Dynamic))
            }
            _ => Value::unknown(Type::Dynamic),
        }),
    }
}

fn flatten(call: &Call) -> Result<Value, FunctionError> {
    let argument = call.argument(0)?;
    if !matches!(argument.ty(), Type::List(_) | Type::Set(_) | Type::Tuple(_) | Type::Dynamic) {
        return Err(FunctionError::new("can only flatten lists, sets and tuples"));
    }
    let mut flat = Flat { elements: Vec::new(), certain: true, not_empty: false, marks: Default::default() };
    flat.add(argument, true);
    call.spend(flat.elements.len())?;
    let meta = (flat.marks != Default::default()).then(|| Rc::new(flat.marks));
    let result = if flat.certain {
        Value::tuple(flat.elements)
    } else {
        let types: Vec<Type> = flat.elements.iter().map(Value::ty).collect();
        let same = types.windows(2).all(|pair| pair[0] == pair[1]);
        let ty = types.first().filter(|_| same).cloned().unwrap_or(Type::Dynamic);
        let element = (!flat.elements.is_empty()).then(|| set::any_of(flat.elements.iter(), &ty));
        unknown_of(Type::Dynamic, flat.not_empty, element)
    };
    Ok(result.with_meta(meta))
}

struct Flat {
    elements: Vec<Value>,
    /// Whether it is known which elements there are.
    certain: bool,
    not_empty: bool,
    marks: crate::terraform::value::Meta,
}

impl Flat {
    fn add(&mut self, value: &Value, outermost: bool) {
        let ty = value.ty();
        let nested = matches!(ty, Type::List(_) | Type::Set(_) | Type::Tuple(_));
        if nested
            && !value.is_null()
            && let Some(meta) = &value.meta
        {
            self.marks.sensitive |= meta.sensitive;
            self.marks.ephemeral |= meta.ephemeral;
        }
        match (&value.kind, value.as_sequence()) {
            (_, Some(elements)) => {
                if matches!(value.kind, Kind::Set(..)) && !set::has_known_length(elements) {
                    self.certain = false;
                }
                elements.iter().for_each(|element| self.add(element, false));
            }
            (Kind::Unknown(inner), None) if nested || ty == Type::Dynamic => {
                self.certain = false;
                match &inner.element {
                    Some(element) => {
                        let before = self.not_empty;
                        self.add(element, false);
                        // Without an element nothing is added.
                        self.not_empty = before || inner.not_empty && self.not_empty;
                    }
                    None if outermost || nested => self.elements.push(Value::unknown(Type::Dynamic)),
                    None => self.elements.push(value.clone()),
                }
            }
            _ => {
                self.not_empty = true;
                self.elements.push(value.clone());
            }
        }
    }
}

fn index(call: &Call) -> Result<Value, FunctionError> {
    let argument = call.argument(0)?;
    let (Kind::List(_, elements) | Kind::Tuple(elements)) = &argument.kind else {
        return Err(FunctionError::new("argument must be a list or tuple"));
    };
    if elements.is_empty() {
        return Err(FunctionError::new("cannot search an empty list"));
    }
    let wanted = call.argument(1)?;
    for (position, element) in elements.iter().enumerate() {
        match equal(element, wanted) {
            Some(true) => return Ok(Value::int(position as i64)),
            Some(false) => {}
            None => return some_number(call),
        }
    }
    Err(FunctionError::new("item not found"))
}

fn matchkeys(call: &Call) -> Result<Value, FunctionError> {
    let argument = call.argument(0)?;
    let ty = unify(&[call.argument(1)?.ty(), call.argument(2)?.ty()], true)
        .ok_or_else(|| FunctionError::new("keys and searchset must be of the same type"))?;
    let values = call.elements(0)?;
    let keys = convert(call.argument(1)?, &ty).map_err(|why| FunctionError::at(1, why))?;
    let wanted = convert(call.argument(2)?, &ty).map_err(|why| FunctionError::at(2, why))?;
    let (Some(keys), Some(wanted)) = (keys.as_sequence(), wanted.as_sequence()) else {
        return Ok(unknown(argument.ty(), false));
    };
    if values.len() != keys.len() {
        return Err(FunctionError::new("length of keys and values should be equal"));
    }
    call.spend(keys.len().saturating_mul(wanted.len()))?;
    let element_type = argument.ty().element().cloned().unwrap_or(Type::Dynamic);
    let mut kept = Vec::new();
    let mut uncertain = false;
    for (value, key) in values.iter().zip(keys.iter()) {
        let found: Vec<Option<bool>> = wanted.iter().map(|wanted| equal(key, wanted)).collect();
        if found.contains(&Some(true)) {
            kept.push(value.clone());
        } else {
            uncertain |= found.contains(&None);
        }
    }
    if uncertain || kept.iter().any(|value| !value.is_wholly_known()) && !keys.iter().all(Value::is_wholly_known) {
        let element = set::any_of(values.iter(), &element_type);
        return Ok(unknown_of(argument.ty(), !kept.is_empty(), Some(element)));
    }
    Ok(list(element_type, kept))
}

fn range(call: &Call) -> Result<Value, FunctionError> {
    let zero = Number::from(0);
    let numbers: Vec<&Number> = (0..call.arguments.len()).map(|index| call.number(index)).collect::<Result<_, _>>()?;
    let (start, end, step) = match numbers.as_slice() {
        [end] => (&zero, *end, None),
        [start, end] => (*start, *end, None),
        [start, end, step] => (*start, *end, Some((*step).clone())),
        _ => return Err(FunctionError::new("must have one, two, or three arguments")),
    };
    let step = step.unwrap_or_else(|| Number::from(if end < start { -1 } else { 1 }));
    let down = step < zero;
    if down && end > start {
        return Err(FunctionError::at(1, "end must be less than start when step is negative"));
    }
    if !down && end < start {
        return Err(FunctionError::at(1, "end must be greater than start when step is positive"));
    }
    let mut values = Vec::new();
    let mut next = start.clone();
    while if down { next > *end } else { next < *end } {
        if values.len() >= LONGEST_RANGE {
            return Err(FunctionError::new(
                "more than 1024 values were generated; either decrease the difference between start and end or use a \
                 smaller step",
            ));
        }
        values.push(Value::number(next.clone()));
        next = next.add(&step).ok_or_else(|| FunctionError::new("the numbers are too large"))?;
    }
    call.spend(values.len())?;
    Ok(list(Type::Number, values))
}

fn reverse(call: &Call) -> Result<Value, FunctionError> {
    let argument = call.argument(0)?;
    match (&argument.kind, argument.ty()) {
        (Kind::Tuple(elements), _) => Ok(Value::tuple(elements.iter().rev().cloned().collect())),
        (Kind::Set(_, elements), Type::Set(ty)) if !set::has_known_length(elements) => {
            Ok(unknown_of(Type::List(ty.clone()), true, Some(set::any_of(elements.iter(), &ty))))
        }
        (Kind::List(ty, elements) | Kind::Set(ty, elements), _) => {
            Ok(list(ty.clone(), elements.iter().rev().cloned().collect()))
        }
        (Kind::Unknown(inner), Type::List(ty) | Type::Set(ty)) => {
            Ok(unknown_of(Type::List(ty), inner.not_empty, inner.element.clone()))
        }
        (_, Type::Tuple(types)) => Ok(Value::tuple(types.iter().rev().cloned().map(Value::unknown).collect())),
        (_, Type::Dynamic) => some_value(call),
        (_, ty) => {
            Err(FunctionError::at(0, format!("can only reverse list or tuple values, not {}", ty.friendly_name())))
        }
    }
}

fn some_slice(call: &Call) -> Result<Value, FunctionError> {
    let argument = call.argument(0)?;
    let ty = argument.ty();
    check_sliceable(&ty)?;
    let element = match (&ty, argument.as_sequence()) {
        (Type::List(ty), Some(elements)) if !elements.is_empty() => Some(set::any_of(elements.iter(), ty)),
        _ => argument.as_unknown().and_then(|inner| inner.element.clone()),
    };
    let positive = match (call.argument(1)?.kind.clone(), call.argument(2)?.kind.clone()) {
        (Kind::Number(start), Kind::Number(end)) => end > start,
        _ => false,
    };
    Ok(unknown_of(if matches!(ty, Type::List(_)) { ty } else { Type::Dynamic }, positive, element))
}

fn check_sliceable(ty: &Type) -> Result<(), FunctionError> {
    match ty {
        Type::List(_) | Type::Tuple(_) | Type::Dynamic => Ok(()),
        Type::Set(_) => Err(FunctionError::at(
            0,
            "cannot slice a set, because its elements do not have indices; explicitly convert to a list if the \
             ordering of the result is not important",
        )),
        _ => Err(FunctionError::at(0, "must be a list or tuple value")),
    }
}

fn slice(call: &Call) -> Result<Value, FunctionError> {
    let argument = call.argument(0)?;
    check_sliceable(&argument.ty())?;
    let elements = call.elements(0)?;
    let bound = |index: usize, name: &str| {
        let bound = usize::try_from(call.integer(index)?)
            .map_err(|_| FunctionError::at(index, format!("{name} index must not be less than zero")))?;
        if bound > elements.len() {
            let message = format!("{name} index must not be greater than the length of the list");
            return Err(FunctionError::at(index, message));
        }
        Ok(bound)
    };
    let (start, end) = (bound(1, "start")?, bound(2, "end")?);
    let kept = elements
        .get(start..end)
        .ok_or_else(|| FunctionError::at(1, "start index must not be greater than end index"))?
        .to_vec();
    Ok(match &argument.kind {
        Kind::List(ty, _) => list(ty.clone(), kept),
        _ => Value::tuple(kept),
    })
}

fn sort(call: &Call) -> Result<Value, FunctionError> {
    let argument = call.argument(0)?;
    let Some(elements) = argument.as_sequence() else {
        let element = argument.as_unknown().and_then(|inner| inner.element.clone());
        return Ok(unknown_of(Type::String.list_of(), set::is_not_empty(argument), element));
    };
    if !argument.is_wholly_known() && elements.len() > 1 {
        let element = set::any_of(elements.iter(), &Type::String);
        return Ok(unknown_of(Type::String.list_of(), true, Some(element)));
    }
    if let Some(position) = elements.iter().position(Value::is_null) {
        return Err(FunctionError::new(format!(
            "given list element {position} is null; a null string cannot be sorted"
        )));
    }
    call.spend(elements.len())?;
    let mut sorted = (**elements).clone();
    sorted.sort_by(|a, b| a.as_str().cmp(&b.as_str()));
    Ok(list(Type::String, sorted))
}
