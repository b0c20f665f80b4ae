//! Values: known, or unknown with what is known about them all the same.

use std::rc::Rc;

use super::number::Number;
use super::term::Term;
use super::types::{AttributeType, Type};
use crate::sorted::SortedMap;

/// A value with its marks.
#[derive(Clone, Debug, PartialEq)]
pub struct Value {
    /// What it is.
    pub kind: Kind,
    /// Marks; `None` is the common case of no marks at all.
    pub meta: Option<Rc<Meta>>,
}

/// The forms of a value.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    /// `null` of a type.
    Null(Type),
    /// `true`, `false`.
    Bool(bool),
    /// A number of Terraform's precision.
    Number(Number),
    /// A string in normal form C.
    String(Rc<str>),
    /// A list and its element type.
    List(Type, Rc<Vec<Value>>),
    /// A set and its element type; elements are distinct and in Terraform's order.
    Set(Type, Rc<Vec<Value>>),
    /// A map and its element type.
    Map(Type, Rc<SortedMap<Rc<str>, Value>>),
    /// A tuple.
    Tuple(Rc<Vec<Value>>),
    /// An object.
    Object(Rc<SortedMap<Rc<str>, Value>>),
    /// Not known here.
    Unknown(Rc<Unknown>),
}

/// What is known about a value that is not known.
#[derive(Clone, Debug, PartialEq)]
pub struct Unknown {
    /// Its type, or `Dynamic`.
    pub ty: Type,
    /// Whether it is certainly not null.
    pub not_null: bool,
    /// Whether it is certainly not empty: a string with a character, a collection with an element.
    pub not_empty: bool,
    /// For a collection of unknown length: what each of its elements looks like.
    pub element: Option<Value>,
    /// Where it comes from, as a symbolic expression; functions leave it alone, the evaluator sets it.
    pub term: Option<Rc<Term>>,
    /// For a collection that was put together: what it was made of.
    pub parts: Option<Rc<Parts>>,
}

/// What a collection of unknown length or keys was put together from, in order.
#[derive(Clone, Debug, PartialEq)]
pub enum Parts {
    /// Lists one behind the other.
    Joined(Vec<Value>),
    /// Maps, of which the last with a key wins.
    Merged(Vec<Value>),
    /// Texts, of which null and empty ones are left out.
    Compacted(Vec<Value>),
}

/// Marks that follow a value through expressions.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Meta {
    /// `sensitive`.
    pub sensitive: bool,
    /// `ephemeral`.
    pub ephemeral: bool,
    /// The attribute this value *is*, unchanged.
    pub origin: Option<Rc<Reference>>,
    /// The attributes that flowed into it in any way.
    pub flowed: Rc<Vec<Rc<Reference>>>,
}

/// An attribute of a resource or data instance.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Reference {
    /// Address of the instance as Terraform prints it, with its module path.
    pub address: Rc<str>,
    /// `aws_iam_role`.
    pub resource_type: Rc<str>,
    /// Whether it is a data source.
    pub data: bool,
    /// Whether the resource is declared at all.
    pub declared: bool,
    /// The attribute path: `name`, or "" for the instance itself.
    pub attribute: Rc<str>,
}

impl From<Kind> for Value {
    fn from(kind: Kind) -> Self {
        Value { kind, meta: None }
    }
}

impl Value {
    /// `null` of unknown type.
    pub fn null() -> Self {
        Kind::Null(Type::Dynamic).into()
    }

    /// A bool.
    pub fn bool(value: bool) -> Self {
        Kind::Bool(value).into()
    }

    /// An integer.
    pub fn int(value: i64) -> Self {
        Kind::Number(Number::from(value)).into()
    }

    /// A number.
    pub fn number(value: Number) -> Self {
        Kind::Number(value).into()
    }

    /// A string; the caller guarantees normal form C (see `functions::string::normalise`).
    pub fn string(value: impl Into<Rc<str>>) -> Self {
        Kind::String(value.into()).into()
    }

    /// A tuple.
    pub fn tuple(elements: Vec<Value>) -> Self {
        Kind::Tuple(Rc::new(elements)).into()
    }

    /// An object.
    pub fn object(attributes: SortedMap<Rc<str>, Value>) -> Self {
        Kind::Object(Rc::new(attributes)).into()
    }

    /// An unknown of a type and nothing more.
    pub fn unknown(ty: Type) -> Self {
        Kind::Unknown(Rc::new(Unknown {
            ty,
            not_null: false,
            not_empty: false,
            element: None,
            term: None,
            parts: None,
        }))
        .into()
    }

    /// Whether the outermost value is known (its elements may not be).
    pub fn is_known(&self) -> bool {
        !matches!(self.kind, Kind::Unknown(_))
    }

    /// Whether it is known to the last element.
    pub fn is_wholly_known(&self) -> bool {
        match &self.kind {
            Kind::Unknown(_) => false,
            Kind::List(_, v) | Kind::Set(_, v) | Kind::Tuple(v) => v.iter().all(Value::is_wholly_known),
            Kind::Map(_, v) | Kind::Object(v) => v.values().all(Value::is_wholly_known),
            _ => true,
        }
    }

    /// How many values it is made of, shared ones counted each time they are reached: what walking it takes. `None` when
    /// that is more than `most`, or when they are nested deeper than `depth`.
    pub fn size(&self, most: usize, depth: u32) -> Option<usize> {
        let inner_depth = depth.checked_sub(1)?;
        let mut left = most.checked_sub(1)?;
        let mut count = |element: &Value| {
            left -= element.size(left, inner_depth)?;
            Some(())
        };
        match &self.kind {
            Kind::List(_, v) | Kind::Set(_, v) | Kind::Tuple(v) => v.iter().try_for_each(&mut count)?,
            Kind::Map(_, v) | Kind::Object(v) => v.values().try_for_each(&mut count)?,
            Kind::Unknown(unknown) => unknown.element.iter().try_for_each(&mut count)?,
            Kind::Null(_) | Kind::Bool(_) | Kind::Number(_) | Kind::String(_) => {}
        }
        Some(most - left)
    }

    /// Whether it is `null`, and known to be.
    pub fn is_null(&self) -> bool {
        matches!(self.kind, Kind::Null(_))
    }

    /// What is known of an unknown.
    pub fn as_unknown(&self) -> Option<&Unknown> {
        match &self.kind {
            Kind::Unknown(unknown) => Some(unknown),
            _ => None,
        }
    }

    /// The string, when it is a known one.
    pub fn as_str(&self) -> Option<&str> {
        match &self.kind {
            Kind::String(text) => Some(text),
            _ => None,
        }
    }

    /// The number as an index, when it is a known whole one that is not negative.
    pub fn as_index(&self) -> Option<usize> {
        match &self.kind {
            Kind::Number(number) => number.to_i64().and_then(|index| usize::try_from(index).ok()),
            _ => None,
        }
    }

    /// The bool, when it is a known one.
    pub fn as_bool(&self) -> Option<bool> {
        match self.kind {
            Kind::Bool(value) => Some(value),
            _ => None,
        }
    }

    /// Elements of a known list, set or tuple.
    pub fn as_sequence(&self) -> Option<&Rc<Vec<Value>>> {
        match &self.kind {
            Kind::List(_, v) | Kind::Set(_, v) | Kind::Tuple(v) => Some(v),
            _ => None,
        }
    }

    /// Entries of a known map or object.
    pub fn as_mapping(&self) -> Option<&Rc<SortedMap<Rc<str>, Value>>> {
        match &self.kind {
            Kind::Map(_, v) | Kind::Object(v) => Some(v),
            _ => None,
        }
    }

    /// Its type.
    pub fn ty(&self) -> Type {
        match &self.kind {
            Kind::Null(ty) => ty.clone(),
            Kind::Bool(_) => Type::Bool,
            Kind::Number(_) => Type::Number,
            Kind::String(_) => Type::String,
            Kind::List(ty, _) => Type::List(Rc::new(ty.clone())),
            Kind::Set(ty, _) => Type::Set(Rc::new(ty.clone())),
            Kind::Map(ty, _) => Type::Map(Rc::new(ty.clone())),
            Kind::Tuple(v) => Type::Tuple(Rc::new(v.iter().map(Value::ty).collect())),
            Kind::Object(v) => Type::Object(Rc::new(
                v.iter().map(|(name, value)| (name.clone(), AttributeType::required(value.ty()))).collect(),
            )),
            Kind::Unknown(unknown) => unknown.ty.clone(),
        }
    }

    /// Same value, other marks.
    pub fn with_meta(self, meta: Option<Rc<Meta>>) -> Self {
        Value { kind: self.kind, meta }
    }

    /// The attribute this value is, unchanged.
    pub fn origin(&self) -> Option<&Rc<Reference>> {
        self.meta.as_ref().and_then(|meta| meta.origin.as_ref())
    }

    /// The attributes that flowed into this value itself, not into its elements.
    pub fn flowed(&self) -> &[Rc<Reference>] {
        self.meta.as_ref().map_or(&[], |meta| &meta.flowed)
    }

    /// The same value, being the attribute `reference`.
    pub fn with_origin(mut self, reference: Rc<Reference>) -> Self {
        let mut meta = self.meta.as_deref().cloned().unwrap_or_default();
        if !meta.flowed.contains(&reference) {
            Rc::make_mut(&mut meta.flowed).push(reference.clone());
        }
        meta.origin = Some(reference);
        self.meta = Some(Rc::new(meta));
        self
    }

    /// The same value with the marks and references of another flowing in; it no longer *is* an attribute.
    pub fn absorbing(self, other: &Value) -> Self {
        match &other.meta {
            None => self,
            Some(theirs) => self.absorbing_meta(theirs),
        }
    }

    /// As [`Value::absorbing`], of marks alone.
    pub fn absorbing_meta(mut self, theirs: &Meta) -> Self {
        let mut meta = self.meta.as_deref().cloned().unwrap_or_default();
        meta.sensitive |= theirs.sensitive;
        meta.ephemeral |= theirs.ephemeral;
        for reference in theirs.flowed.iter() {
            if meta.flowed.len() < 32 && !meta.flowed.contains(reference) {
                Rc::make_mut(&mut meta.flowed).push(reference.clone());
            }
        }
        self.meta = if meta == Meta::default() { None } else { Some(Rc::new(meta)) };
        self
    }

    /// Symbolic term of an unknown.
    pub fn term(&self) -> Option<&Rc<Term>> {
        self.as_unknown().and_then(|unknown| unknown.term.as_ref())
    }

    /// An unknown with a term.
    pub fn symbolic(ty: Type, term: Rc<Term>) -> Self {
        Kind::Unknown(Rc::new(Unknown {
            ty,
            not_null: false,
            not_empty: false,
            element: None,
            term: Some(term),
            parts: None,
        }))
        .into()
    }

    /// The same unknown collection, put together from these.
    pub fn made_of(self, parts: Parts) -> Self {
        self.refined(|unknown| unknown.parts = Some(Rc::new(parts)))
    }

    /// The same unknown with more known about it; a known value stays as it is.
    pub fn refined(mut self, refine: impl FnOnce(&mut Unknown)) -> Self {
        if let Kind::Unknown(unknown) = &mut self.kind {
            refine(Rc::make_mut(unknown));
        }
        self
    }
}
