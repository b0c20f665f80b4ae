//! Types of values, as Terraform's type constraints name them.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::value::Value;

/// A type.
#[derive(Clone, Debug, PartialEq)]
pub enum Type {
    /// Not known yet, or `any` in a constraint.
    Dynamic,
    /// `bool`.
    Bool,
    /// `number`.
    Number,
    /// `string`.
    String,
    /// `list(T)`.
    List(Rc<Type>),
    /// `set(T)`.
    Set(Rc<Type>),
    /// `map(T)`.
    Map(Rc<Type>),
    /// `tuple([A, B])`.
    Tuple(Rc<Vec<Type>>),
    /// `object({ a = T })`.
    Object(Rc<BTreeMap<Rc<str>, AttributeType>>),
}

/// Type of one attribute of an object.
#[derive(Clone, Debug, PartialEq)]
pub struct AttributeType {
    /// Its type.
    pub ty: Type,
    /// `optional(T)`: may be missing.
    pub optional: bool,
    /// `optional(T, default)`: what stands for a missing or null attribute.
    pub default: Option<Value>,
}

impl AttributeType {
    /// A required attribute.
    pub fn required(ty: Type) -> Self {
        AttributeType { ty, optional: false, default: None }
    }
}

impl Type {
    /// Whether it is string, number or bool.
    pub fn is_primitive(&self) -> bool {
        matches!(self, Type::Bool | Type::Number | Type::String)
    }

    /// Whether it is a list, set or map.
    pub fn is_collection(&self) -> bool {
        matches!(self, Type::List(_) | Type::Set(_) | Type::Map(_))
    }
}
