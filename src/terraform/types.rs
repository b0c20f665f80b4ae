//! Types of values, as Terraform's type constraints name them.

use std::rc::Rc;

use super::value::Value;
use crate::sorted::SortedMap;

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
    Object(Rc<SortedMap<Rc<str>, AttributeType>>),
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

impl Type {
    /// Its name in Terraform's error messages: `list of string`, `object`.
    pub fn friendly_name(&self) -> String {
        self.named("dynamic")
    }

    /// As [`Type::friendly_name`], for a type that is asked for: `any` stands for whatever comes.
    pub fn friendly_name_for_constraint(&self) -> String {
        self.named("any type")
    }

    fn named(&self, dynamic: &str) -> String {
        let collection = |noun: &str, element: &Type| match element {
            Type::Dynamic if dynamic == "any type" => format!("{noun} of any single type"),
            _ => format!("{noun} of {}", element.named(dynamic)),
        };
        match self {
            Type::Dynamic => dynamic.to_owned(),
            Type::Bool => "bool".to_owned(),
            Type::Number => "number".to_owned(),
            Type::String => "string".to_owned(),
            Type::List(element) => collection("list", element),
            Type::Set(element) => collection("set", element),
            Type::Map(element) => collection("map", element),
            Type::Tuple(_) => "tuple".to_owned(),
            Type::Object(_) => "object".to_owned(),
        }
    }

    /// The type without `optional(...)` anywhere in it: what values have.
    pub fn without_optional(&self) -> Type {
        match self {
            Type::List(element) => Type::List(Rc::new(element.without_optional())),
            Type::Set(element) => Type::Set(Rc::new(element.without_optional())),
            Type::Map(element) => Type::Map(Rc::new(element.without_optional())),
            Type::Tuple(elements) => Type::Tuple(Rc::new(elements.iter().map(Type::without_optional).collect())),
            Type::Object(attributes) => Type::Object(Rc::new(
                attributes
                    .iter()
                    .map(|(name, attribute)| (name.clone(), AttributeType::required(attribute.ty.without_optional())))
                    .collect(),
            )),
            primitive => primitive.clone(),
        }
    }

    /// Whether a part of it is not known yet.
    pub fn has_dynamic(&self) -> bool {
        match self {
            Type::Dynamic => true,
            Type::Bool | Type::Number | Type::String => false,
            Type::List(element) | Type::Set(element) | Type::Map(element) => element.has_dynamic(),
            Type::Tuple(elements) => elements.iter().any(Type::has_dynamic),
            Type::Object(attributes) => attributes.values().any(|attribute| attribute.ty.has_dynamic()),
        }
    }

    /// Element type of a list, set or map.
    pub fn element(&self) -> Option<&Type> {
        match self {
            Type::List(element) | Type::Set(element) | Type::Map(element) => Some(element),
            _ => None,
        }
    }

    /// `list(self)`.
    pub fn list_of(self) -> Type {
        Type::List(Rc::new(self))
    }

    /// `set(self)`.
    pub fn set_of(self) -> Type {
        Type::Set(Rc::new(self))
    }

    /// `map(self)`.
    pub fn map_of(self) -> Type {
        Type::Map(Rc::new(self))
    }
}
