//! Equality of values that may be unknown, as `==` has it.

use super::set;
use super::term::Term;
use super::types::Type;
use super::value::{Kind, Value};

/// Whether two values are equal; `None` when that depends on what is not known. Values of different types never are.
pub fn equal(a: &Value, b: &Value) -> Option<bool> {
    match (&a.kind, &b.kind) {
        (Kind::Null(_), Kind::Null(_)) => Some(true),
        (Kind::Null(_), _) => set::is_not_null(b).then_some(false),
        (_, Kind::Null(_)) => set::is_not_null(a).then_some(false),
        (Kind::Unknown(_), _) | (_, Kind::Unknown(_)) => {
            if different(&a.ty(), &b.ty()) {
                // Both could still be null, and null equals null.
                let is_one_there = set::is_not_null(a) || set::is_not_null(b);
                return (is_one_there && has_exact_type(a) && has_exact_type(b)).then_some(false);
            }
            let empty = |value: &Value| match &value.kind {
                Kind::String(text) => text.is_empty(),
                Kind::List(_, elements) | Kind::Set(_, elements) => elements.is_empty(),
                Kind::Map(_, entries) => entries.is_empty(),
                _ => false,
            };
            (empty(a) && set::is_not_empty(b) || empty(b) && set::is_not_empty(a)).then_some(false)
        }
        (Kind::Bool(a), Kind::Bool(b)) => Some(a == b),
        (Kind::Number(a), Kind::Number(b)) => Some(a == b),
        (Kind::String(a), Kind::String(b)) => Some(a == b),
        // `tolist([])` is no empty list of strings.
        (Kind::List(a_ty, _), Kind::List(b_ty, _))
        | (Kind::Set(a_ty, _), Kind::Set(b_ty, _))
        | (Kind::Map(a_ty, _), Kind::Map(b_ty, _))
            if a_ty != b_ty && a.is_wholly_known() && b.is_wholly_known() =>
        {
            Some(false)
        }
        (Kind::List(a_ty, a), Kind::List(b_ty, b)) if !different(a_ty, b_ty) => all_equal(a, b),
        (Kind::Tuple(a), Kind::Tuple(b)) => all_equal(a, b),
        (Kind::Set(a_ty, a), Kind::Set(b_ty, b)) if !different(a_ty, b_ty) => {
            if a.iter().chain(b.iter()).all(Value::is_wholly_known) {
                all_equal(a, b)
            } else if a.is_empty() || b.is_empty() {
                Some(false)
            } else {
                None
            }
        }
        (Kind::Map(a_ty, a), Kind::Map(b_ty, b)) if !different(a_ty, b_ty) => {
            if a.len() != b.len() || !a.keys().eq(b.keys()) {
                return Some(false);
            }
            every(a.values().zip(b.values()))
        }
        (Kind::Object(a), Kind::Object(b)) => {
            if a.len() != b.len() || !a.keys().eq(b.keys()) {
                return Some(false);
            }
            every(a.values().zip(b.values()))
        }
        _ => Some(false),
    }
}

/// Whether its type is the one that Terraform has for it. What stands for a tuple of unknown length is a list here.
fn has_exact_type(value: &Value) -> bool {
    match (value.as_unknown(), value.term()) {
        (None, _) => true,
        (Some(unknown), _) if unknown.ty.is_primitive() => true,
        (Some(_), term) => term.is_some_and(|term| is_exact(term)),
    }
}

fn is_exact(term: &Term) -> bool {
    match term {
        Term::Input(_) | Term::Literal(_) => true,
        Term::Member(of, _) => is_exact(of),
        Term::Apply(name, operands) => match (&**name, operands.as_slice()) {
            ("compact" | "distinct" | "keys" | "sort" | "split" | "tolist" | "tomap" | "toset", _) => true,
            ("?:", [_, then, otherwise]) => is_exact(then) && is_exact(otherwise),
            ("[]" | "[*]", [of, ..]) => is_exact(of),
            (name, [of]) if name.starts_with("splat:") => is_exact(of),
            _ => false,
        },
        _ => false,
    }
}

fn all_equal(a: &[Value], b: &[Value]) -> Option<bool> {
    if a.len() != b.len() {
        return Some(false);
    }
    every(a.iter().zip(b))
}

fn every<'a>(pairs: impl Iterator<Item = (&'a Value, &'a Value)>) -> Option<bool> {
    let mut certain = true;
    for (a, b) in pairs {
        match equal(a, b) {
            Some(false) => return Some(false),
            Some(true) => {}
            None => certain = false,
        }
    }
    certain.then_some(true)
}

/// Whether no value can have both types.
fn different(a: &Type, b: &Type) -> bool {
    match (a, b) {
        (Type::Dynamic, _) | (_, Type::Dynamic) => false,
        (Type::List(a), Type::List(b)) | (Type::Set(a), Type::Set(b)) | (Type::Map(a), Type::Map(b)) => different(a, b),
        (Type::Tuple(a), Type::Tuple(b)) => a.len() != b.len() || a.iter().zip(b.iter()).any(|(a, b)| different(a, b)),
        (Type::Object(a), Type::Object(b)) => {
            !a.keys().eq(b.keys()) || a.values().zip(b.values()).any(|(a, b)| different(&a.ty, &b.ty))
        }
        _ => a != b,
    }
}
