//! Type conversion and marks: `tostring`, `tolist`, `sensitive` and their like.

use std::rc::Rc;

use super::FunctionError;
use super::signature::{Call, DYNAMIC, MARKED, NULL, Signature, UNKNOWN, any, some_bool, some_value};
use crate::terraform::convert::convert;
use crate::terraform::display::quoted;
use crate::terraform::types::Type;
use crate::terraform::value::{Kind, Meta, Value};

const ANYTHING: u8 = NULL | UNKNOWN | DYNAMIC | MARKED;

pub(super) const FUNCTIONS: &[Signature] = &[
    Signature::new("ephemeralasnull", &[any("value", ANYTHING)], some_value, ephemeral_as_null).keeping_marks(),
    Signature::new("issensitive", &[any("value", ANYTHING)], some_bool, is_sensitive).keeping_marks(),
    Signature::new("nonsensitive", &[any("value", ANYTHING)], some_value, non_sensitive).keeping_marks(),
    Signature::new("sensitive", &[any("value", ANYTHING)], some_value, sensitive).keeping_marks(),
    Signature::new("tobool", &[any("v", ANYTHING)], some_value, |call| to(call, Type::Bool)).keeping_marks(),
    Signature::new("tolist", &[any("v", ANYTHING)], some_value, |call| to(call, Type::Dynamic.list_of()))
        .keeping_marks(),
    Signature::new("tomap", &[any("v", ANYTHING)], some_value, |call| to(call, Type::Dynamic.map_of())).keeping_marks(),
    Signature::new("tonumber", &[any("v", ANYTHING)], some_value, |call| to(call, Type::Number)).keeping_marks(),
    Signature::new("toset", &[any("v", ANYTHING)], some_value, |call| to(call, Type::Dynamic.set_of())).keeping_marks(),
    Signature::new("tostring", &[any("v", ANYTHING)], some_value, |call| to(call, Type::String)).keeping_marks(),
];

fn to(call: &Call, ty: Type) -> Result<Value, FunctionError> {
    let value = call.argument(0)?;
    convert(value, &ty).map_err(|why| {
        let hidden = value.meta.as_ref().is_some_and(|meta| meta.sensitive || meta.ephemeral);
        let message = match (&value.kind, &ty) {
            (Kind::String(text), Type::Number) if !hidden => {
                format!(
                    "cannot convert {} to number; given string must be a decimal representation of a number",
                    quoted(text)
                )
            }
            (Kind::String(text), Type::Bool) if !hidden => {
                format!("cannot convert {} to bool; only the strings \"true\" or \"false\" are allowed", quoted(text))
            }
            (Kind::String(_), _) if hidden => "cannot convert this sensitive string".to_owned(),
            _ if value.as_mapping().is_some() || value.as_sequence().is_some() => {
                format!("cannot convert {} to {}: {why}", value.ty().friendly_name(), ty.friendly_name_for_constraint())
            }
            _ => format!("cannot convert {} to {}", value.ty().friendly_name(), ty.friendly_name_for_constraint()),
        };
        FunctionError::at(0, message)
    })
}

fn with_marks(value: &Value, change: impl Fn(&mut Meta)) -> Value {
    let mut meta = value.meta.as_deref().cloned().unwrap_or_default();
    change(&mut meta);
    let meta = (meta != Meta::default()).then(|| Rc::new(meta));
    value.clone().with_meta(meta)
}

fn sensitive(call: &Call) -> Result<Value, FunctionError> {
    Ok(with_marks(call.argument(0)?, |meta| meta.sensitive = true))
}

fn non_sensitive(call: &Call) -> Result<Value, FunctionError> {
    Ok(with_marks(call.argument(0)?, |meta| meta.sensitive = false))
}

fn is_sensitive(call: &Call) -> Result<Value, FunctionError> {
    let value = call.argument(0)?;
    if value.meta.as_ref().is_some_and(|meta| meta.sensitive) {
        return Ok(Value::bool(true));
    }
    // What is not known yet may still turn out to be sensitive.
    if !value.is_known() { some_bool(call) } else { Ok(Value::bool(false)) }
}

fn ephemeral_as_null(call: &Call) -> Result<Value, FunctionError> {
    Ok(without_ephemeral(call.argument(0)?))
}

fn without_ephemeral(value: &Value) -> Value {
    if let Some(meta) = &value.meta
        && meta.ephemeral
    {
        return with_marks(&Value { kind: Kind::Null(value.ty()), meta: value.meta.clone() }, |meta| {
            meta.ephemeral = false;
        });
    }
    let all = |elements: &Rc<Vec<Value>>| Rc::new(elements.iter().map(without_ephemeral).collect());
    let kind = match &value.kind {
        Kind::List(ty, elements) => Kind::List(ty.clone(), all(elements)),
        Kind::Set(ty, elements) => Kind::Set(ty.clone(), all(elements)),
        Kind::Tuple(elements) => Kind::Tuple(all(elements)),
        Kind::Map(ty, entries) => Kind::Map(
            ty.clone(),
            Rc::new(entries.iter().map(|(name, value)| (name.clone(), without_ephemeral(value))).collect()),
        ),
        Kind::Object(entries) => Kind::Object(Rc::new(
            entries.iter().map(|(name, value)| (name.clone(), without_ephemeral(value))).collect(),
        )),
        kind => kind.clone(),
    };
    Value { kind, meta: value.meta.clone() }
}
