//! How functions are declared, as in go-cty's `function.Spec`.

use std::rc::Rc;

use super::super::types::Type;
use super::super::value::{Kind, Unknown, Value};
use super::{FunctionContext, FunctionError};

/// The message of a call that the budget does not allow.
pub(super) const BUDGET: &str = "the result would be too large to compute here";

/// `null` may be given.
pub(super) const NULL: u8 = 1;
/// The function itself deals with an unknown argument.
pub(super) const UNKNOWN: u8 = 2;
/// The function itself deals with an unknown argument of unknown type.
pub(super) const DYNAMIC: u8 = 4;
/// The function sees which elements are sensitive or ephemeral.
pub(super) const MARKED: u8 = 8;

pub(super) struct Parameter {
    pub name: &'static str,
    pub ty: ParameterType,
    pub flags: u8,
}

#[derive(Clone, Copy)]
pub(super) enum ParameterType {
    Any,
    Number,
    String,
    ListOfAny,
    ListOfBool,
    ListOfString,
    SetOfAny,
    MapOfLists,
}

impl ParameterType {
    pub(super) fn to_type(self) -> Type {
        match self {
            ParameterType::Any => Type::Dynamic,
            ParameterType::Number => Type::Number,
            ParameterType::String => Type::String,
            ParameterType::ListOfAny => Type::Dynamic.list_of(),
            ParameterType::ListOfBool => Type::Bool.list_of(),
            ParameterType::ListOfString => Type::String.list_of(),
            ParameterType::SetOfAny => Type::Dynamic.set_of(),
            ParameterType::MapOfLists => Type::String.list_of().map_of(),
        }
    }
}

pub(super) const fn any(name: &'static str, flags: u8) -> Parameter {
    Parameter { name, ty: ParameterType::Any, flags }
}

pub(super) const fn string(name: &'static str) -> Parameter {
    Parameter { name, ty: ParameterType::String, flags: 0 }
}

pub(super) const fn number(name: &'static str) -> Parameter {
    Parameter { name, ty: ParameterType::Number, flags: 0 }
}

pub(super) const fn typed(name: &'static str, ty: ParameterType, flags: u8) -> Parameter {
    Parameter { name, ty, flags }
}

pub(super) type Body = fn(&Call) -> Result<Value, FunctionError>;

pub(super) struct Signature {
    pub name: &'static str,
    pub parameters: &'static [Parameter],
    pub variadic: Option<Parameter>,
    /// The result when an argument is unknown that the function does not deal with itself.
    pub unknown: Body,
    pub run: Body,
    /// The function sets the marks of its result itself.
    pub keeps_marks: bool,
}

impl Signature {
    pub(super) const fn new(name: &'static str, parameters: &'static [Parameter], unknown: Body, run: Body) -> Self {
        Signature { name, parameters, variadic: None, unknown, run, keeps_marks: false }
    }

    pub(super) const fn variadic(mut self, parameter: Parameter) -> Self {
        self.variadic = Some(parameter);
        self
    }

    pub(super) const fn keeping_marks(mut self) -> Self {
        self.keeps_marks = true;
        self
    }
}

/// The arguments of one call, converted and checked.
pub(super) struct Call<'a> {
    pub arguments: &'a [Value],
    pub context: &'a dyn FunctionContext,
}

impl<'a> Call<'a> {
    /// An argument; there are as many as the signature requires.
    pub(super) fn argument(&self, index: usize) -> Result<&'a Value, FunctionError> {
        self.arguments.get(index).ok_or_else(|| FunctionError::at(index, "an argument is missing"))
    }

    pub(super) fn text(&self, index: usize) -> Result<&'a str, FunctionError> {
        self.argument(index)?.as_str().ok_or_else(|| FunctionError::at(index, "string required"))
    }

    pub(super) fn number(&self, index: usize) -> Result<&'a super::super::number::Number, FunctionError> {
        match &self.argument(index)?.kind {
            Kind::Number(number) => Ok(number),
            _ => Err(FunctionError::at(index, "number required")),
        }
    }

    /// A number that must be an integer.
    pub(super) fn integer(&self, index: usize) -> Result<i64, FunctionError> {
        let number = self.number(index)?;
        number.to_i64().ok_or_else(|| {
            FunctionError::at(
                index,
                if number.is_integer() { "value is too large or too small" } else { "value must be a whole number" },
            )
        })
    }

    /// Elements of a known list, set or tuple.
    pub(super) fn elements(&self, index: usize) -> Result<&'a Rc<Vec<Value>>, FunctionError> {
        self.argument(index)?.as_sequence().ok_or_else(|| FunctionError::at(index, "list required"))
    }

    /// Takes from the budget before something of this size is made.
    pub(super) fn spend(&self, units: usize) -> Result<(), FunctionError> {
        if self.context.spend(units) { Ok(()) } else { Err(FunctionError::new(BUDGET)) }
    }
}

/// An unknown that is not null, and perhaps not empty.
pub(super) fn unknown(ty: Type, not_empty: bool) -> Value {
    unknown_of(ty, not_empty, None)
}

/// An unknown collection of elements that look like this.
pub(super) fn unknown_of(ty: Type, not_empty: bool, element: Option<Value>) -> Value {
    Kind::Unknown(Rc::new(Unknown { ty, not_null: true, not_empty, element, term: None, parts: None })).into()
}

pub(super) fn some_bool(_: &Call) -> Result<Value, FunctionError> {
    Ok(unknown(Type::Bool, false))
}

pub(super) fn some_number(_: &Call) -> Result<Value, FunctionError> {
    Ok(unknown(Type::Number, false))
}

pub(super) fn some_string(_: &Call) -> Result<Value, FunctionError> {
    Ok(unknown(Type::String, false))
}

/// An unknown text with at least one character: digests, encodings of structures.
pub(super) fn some_text(_: &Call) -> Result<Value, FunctionError> {
    Ok(unknown(Type::String, true))
}

pub(super) fn some_value(_: &Call) -> Result<Value, FunctionError> {
    Ok(Value::unknown(Type::Dynamic))
}

pub(super) fn some_strings(_: &Call) -> Result<Value, FunctionError> {
    Ok(unknown(Type::String.list_of(), false))
}
