//! Type constraints of variables.

use std::rc::Rc;

use super::constant;
use crate::sorted::SortedMap;
use crate::syntax::ast::{Expr, ExprKind, ObjectItem, ObjectKey};
use crate::terraform::convert::convert;
use crate::terraform::types::{AttributeType, Type};
use crate::text::Span;

/// What is wrong with a type constraint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConstraintError {
    /// The part that is wrong.
    pub span: Span,
    /// In a sentence.
    pub message: String,
}

type Read<T> = Result<T, ConstraintError>;

fn error<T>(expr: &Expr, message: impl Into<String>) -> Read<T> {
    Err(ConstraintError { span: expr.span, message: message.into() })
}

/// Reads the `type` of a variable, forms of Terraform 0.11 included: `"string"`, `"list"`, `"map"`, bare `list` and
/// `map`.
///
/// # Errors
/// The first part that is no type.
pub fn read(expr: &Expr) -> Read<Type> {
    let quoted = constant::string(expr);
    let keyword = match &expr.kind {
        ExprKind::Variable(name) => Some(name.clone()),
        _ => quoted.clone(),
    };
    match keyword.as_deref() {
        Some("list") => Ok(Type::Dynamic.list_of()),
        Some("map") => Ok(Type::Dynamic.map_of()),
        Some("string") => Ok(Type::String),
        Some(name) if quoted.is_some() => error(expr, format!("a type stands without quotes: {name}")),
        _ => constraint(expr),
    }
}

/// Whether it is in quotes, as before Terraform 0.12; newer ones refuse that.
pub fn is_quoted(expr: &Expr) -> bool {
    constant::string(expr).is_some()
}

/// The type of an override file with the defaults of the one it overrides: Terraform keeps those, and has none of the other's.
pub fn with_defaults_of(ty: &Type, declared: &Type) -> Type {
    let rest = |ty: &Type, declared: Option<&Type>| with_defaults_of(ty, declared.unwrap_or(&Type::Dynamic));
    let element = match declared {
        Type::List(element) | Type::Set(element) | Type::Map(element) => Some(&**element),
        _ => None,
    };
    match ty {
        Type::List(own) => rest(own, element).list_of(),
        Type::Set(own) => rest(own, element).set_of(),
        Type::Map(own) => rest(own, element).map_of(),
        Type::Tuple(types) => {
            let declared = |index| if let Type::Tuple(types) = declared { types.get(index) } else { None };
            Type::Tuple(Rc::new(types.iter().enumerate().map(|(index, ty)| rest(ty, declared(index))).collect()))
        }
        Type::Object(attributes) => {
            let declared = |name| if let Type::Object(declared) = declared { declared.get(name) } else { None };
            let attributes = attributes.iter().map(|(name, own)| {
                let declared = declared(name);
                let ty = rest(&own.ty, declared.map(|attribute| &attribute.ty));
                let default = declared.and_then(|attribute| attribute.default.as_ref());
                let default = default.and_then(|default| convert(default, &ty).ok());
                (name.clone(), AttributeType { optional: own.optional || default.is_some(), ty, default })
            });
            Type::Object(Rc::new(attributes.collect()))
        }
        ty => ty.clone(),
    }
}

fn named(expr: &Expr, name: &str) -> Read<Type> {
    match name {
        "string" => Ok(Type::String),
        "number" => Ok(Type::Number),
        "bool" => Ok(Type::Bool),
        "any" => Ok(Type::Dynamic),
        "list" | "set" | "map" => error(expr, format!("{name} needs the type of its elements: {name}(string)")),
        "object" => error(expr, "object needs its attributes: object({ name = string })"),
        "tuple" => error(expr, "tuple needs the types of its elements: tuple([string, number])"),
        "optional" => error(expr, "optional can only stand for the attribute of an object"),
        _ => error(expr, format!("{name} is not a type")),
    }
}

fn constraint(expr: &Expr) -> Read<Type> {
    match &expr.kind {
        ExprKind::Variable(name) => named(expr, name),
        ExprKind::Parens(inner) => constraint(inner),
        ExprKind::Call { name, args, .. } => match (&**name, args.as_slice()) {
            ("list", [element]) => Ok(constraint(element)?.list_of()),
            ("set", [element]) => Ok(constraint(element)?.set_of()),
            ("map", [element]) => Ok(constraint(element)?.map_of()),
            ("tuple", [elements]) => match &elements.kind {
                ExprKind::Tuple(items) => Ok(Type::Tuple(Rc::new(items.iter().map(constraint).collect::<Read<_>>()?))),
                _ => error(elements, "tuple takes a list of types in square brackets"),
            },
            ("object", [attributes]) => match &attributes.kind {
                ExprKind::Object(items) => object(items),
                _ => error(attributes, "object takes its attributes in braces"),
            },
            ("optional", _) => error(expr, "optional can only stand for the attribute of an object"),
            ("list" | "set" | "map" | "tuple" | "object", _) => error(expr, format!("{name} takes one argument")),
            ("string" | "number" | "bool" | "any", _) => error(expr, format!("{name} takes no arguments")),
            _ => error(expr, format!("{name} is not a type constructor")),
        },
        _ => error(expr, "this is not a type"),
    }
}

fn object(items: &[ObjectItem]) -> Read<Type> {
    let mut attributes = SortedMap::new();
    for item in items {
        let name = match &item.key {
            ObjectKey::Name(name, _) => name.clone(),
            ObjectKey::Expr(key) => {
                return error(key, "an attribute of an object type has a plain name, without quotes");
            }
        };
        let attribute = attribute(&item.value)?;
        if attributes.insert(name.clone(), attribute).is_some() {
            return error(&item.value, format!("{name} stands twice in this type"));
        }
    }
    Ok(Type::Object(Rc::new(attributes)))
}

fn attribute(expr: &Expr) -> Read<AttributeType> {
    let ExprKind::Call { name, args, .. } = &expr.kind else { return Ok(AttributeType::required(constraint(expr)?)) };
    match (&**name, args.as_slice()) {
        ("optional", [ty]) => Ok(AttributeType { ty: constraint(ty)?, optional: true, default: None }),
        ("optional", [ty, default]) => {
            let ty = constraint(ty)?;
            let value = constant::computed(default).or_else(|why| error(default, why))?;
            match convert(&value, &ty) {
                Ok(value) => Ok(AttributeType { ty, optional: true, default: Some(value) }),
                Err(why) => error(default, format!("this default does not fit the type of its attribute: {why}")),
            }
        }
        ("optional", _) => error(expr, "optional takes a type, and a default if there is one"),
        _ => Ok(AttributeType::required(constraint(expr)?)),
    }
}
