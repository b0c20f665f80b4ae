//! `source.name` and `source[key]`, of what is known and what is not.

use std::rc::Rc;

use super::block_object::unwritten;
use super::convert::convert;
use super::eval::carry_marks;
use super::evaluator::{Evaluator, Stop};
use super::set;
use super::term::{Term, Truth};
use super::terms::{bounded, term_of};
use super::types::Type;
use super::value::{Kind, Parts, Unknown, Value};
use crate::terraform::display::quoted;
use crate::text::Span;

impl Evaluator<'_> {
    /// `source.name`.
    pub(super) fn get_attribute(&mut self, source: &Value, name: &str, span: Span) -> Result<Value, Stop> {
        let found = match &source.kind {
            Kind::Object(attributes) => match attributes.get(name) {
                Some(value) => value.clone(),
                None => self.not_written(source, name, "this object has no attribute", span)?,
            },
            Kind::Map(_, entries) => match entries.get(name) {
                Some(value) => value.clone(),
                None => return Err(Stop::error(span, format!("this map has no element \"{name}\""))),
            },
            Kind::Unknown(unknown) => return self.unknown_attribute(source, &unknown.clone(), name, span),
            Kind::Null(_) => {
                return Err(Stop::error(span, format!("null has no attribute \"{name}\"")));
            }
            Kind::List(..) | Kind::Set(..) | Kind::Tuple(_) => {
                return Err(Stop::error(
                    span,
                    format!("a list has no attribute \"{name}\"; name an element or use [*]"),
                ));
            }
            _ => return Err(Stop::error(span, format!("a primitive value has no attribute \"{name}\""))),
        };
        Ok(carry_marks(found, source))
    }

    pub(super) fn unknown_attribute(
        &mut self,
        source: &Value,
        unknown: &Unknown,
        name: &str,
        span: Span,
    ) -> Result<Value, Stop> {
        match unknown.term.as_deref() {
            Some(Term::Instance(address)) => {
                let found = self.instance_attribute(&address.clone(), name, span)?;
                return match unknown.ty {
                    Type::Dynamic => Ok(found),
                    _ => self.declared(found, &unknown.ty, name, span),
                };
            }
            Some(Term::Module(address)) => {
                let address = address.clone();
                let found = match is_optional(&unknown.ty, name) && self.lacks_output(&address, name) {
                    true => Value::null(),
                    false => self.module_output(&address, name, span)?,
                };
                return match unknown.ty {
                    Type::Dynamic => Ok(found),
                    _ => self.declared(found, &unknown.ty, name, span),
                };
            }
            Some(Term::Remote(address)) => {
                let term = Rc::new(Term::Remote(format!("{address}.{name}").into()));
                return Ok(self.symbolic(Type::Dynamic, term, false, false));
            }
            _ => {}
        }
        if is_placeholder(unknown) {
            return match &unknown.ty {
                Type::Object(attributes) if !attributes.contains_key(name) => {
                    Err(Stop::error(span, format!("this object has no attribute \"{name}\"")))
                }
                ty @ (Type::Object(_) | Type::Map(_) | Type::Dynamic) => Ok(placeholder_part(ty, &Value::string(name))),
                _ => Err(Stop::error(span, format!("this value has no attribute \"{name}\""))),
            };
        }
        if matches!(unknown.parts.as_deref(), Some(Parts::Merged(_)))
            && let Some(found) = self.entry_or(source, name, None, span)?
        {
            return Ok(carry_marks(found, source));
        }
        // Of a value of open shape, whether the attribute is there includes that.
        let shaped = matches!(unknown.ty, Type::Object(_));
        if shaped && self.trying > 0 && !unknown.not_null && self.settles(self.is_null(source))? {
            return Err(Stop::error(span, format!("null has no attribute \"{name}\"")));
        }
        let mut not_null = false;
        if !shaped {
            self.doubts += 1;
        }
        let ty = match &unknown.ty {
            Type::Object(attributes) => match attributes.get(name) {
                Some(attribute) => {
                    not_null = attribute.default.as_ref().is_some_and(|default| !default.is_null());
                    attribute.ty.clone()
                }
                None => return Err(Stop::error(span, format!("this object has no attribute \"{name}\""))),
            },
            Type::Map(element) => (**element).clone(),
            Type::Dynamic => Type::Dynamic,
            _ => return Err(Stop::error(span, format!("this value has no attribute \"{name}\""))),
        };
        if let Some(element) = &unknown.element
            && matches!(unknown.ty, Type::Map(_) | Type::Dynamic)
        {
            return Ok(carry_marks(element.clone(), source));
        }
        let term = match source.term() {
            Some(term) => bounded(Term::Member(term.clone(), name.into())),
            None => term_of(source),
        };
        Ok(carry_marks(self.symbolic(ty, term, not_null, false), source))
    }

    /// What a block of a resource has beside the arguments that are written: what the provider or AWS makes up. Of any
    /// other object, an error. In a function of its own, so that a first check does without it.
    #[inline(never)]
    fn not_written(&self, object: &Value, name: &str, lacks: &str, span: Span) -> Result<Value, Stop> {
        match unwritten(object, name) {
            Some(attribute) => Ok(self.settle(attribute)),
            None => Err(Stop::error(span, format!("{lacks} {}", quoted(name)))),
        }
    }

    /// Whether there certainly is no such output.
    fn lacks_output(&self, address: &Rc<str>, name: &str) -> bool {
        self.module_scopes.get(address).is_some_and(|scope| {
            let module = &self.scope(*scope).module;
            !module.is_model && !module.outputs.contains_key(name)
        })
    }

    /// An attribute of a resource or module, as the type has it that the whole was converted to. In a function of its own,
    /// so that a first check does without it.
    #[inline(never)]
    fn declared(&mut self, found: Value, whole: &Type, name: &str, span: Span) -> Result<Value, Stop> {
        let (ty, default) = match whole {
            Type::Object(attributes) => match attributes.get(name) {
                Some(attribute) => (&attribute.ty, attribute.default.as_ref().filter(|default| !default.is_null())),
                None => return Err(Stop::error(span, format!("this object has no attribute \"{name}\""))),
            },
            Type::Map(element) => (&**element, None),
            _ => return Ok(found),
        };
        let convert = |value: &Value| convert(value, ty).map_err(|message| Stop::error(span, message));
        let Some(default) = default else { return convert(&found) };
        let default = convert(default)?;
        match self.is_null(&found) {
            Truth::True => Ok(default),
            Truth::False => convert(&found),
            null => {
                let given = convert(&found)?.refined(|unknown| unknown.not_null = true);
                self.either(null.negated(), given, default)
            }
        }
    }

    /// `source[key]`.
    pub(super) fn index(&mut self, source: &Value, key: &Value, span: Span) -> Result<Value, Stop> {
        let found = match &source.kind {
            Kind::Null(_) => return Err(Stop::error(span, "null has no elements")),
            Kind::List(_, elements) | Kind::Tuple(elements) => {
                let number = convert(key, &Type::Number)
                    .map_err(|_| Stop::error(span, "the index of a list must be a number"))?;
                match &number.kind {
                    Kind::Number(number) => {
                        let found = number
                            .to_i64()
                            .and_then(|index| usize::try_from(index).ok())
                            .and_then(|index| elements.get(index));
                        match found {
                            Some(value) => value.clone(),
                            None => {
                                return Err(Stop::error(
                                    span,
                                    format!("there is no element {number}: the list has {} elements", elements.len()),
                                ));
                            }
                        }
                    }
                    Kind::Null(_) => return Err(Stop::error(span, "the index of a list must not be null")),
                    _ => {
                        let elements = elements.clone();
                        let keyed = elements.iter().enumerate().map(|(at, value)| (Value::int(at as i64), value));
                        match self.by_key_unless_instances(keyed, key, span)? {
                            Some(found) => found,
                            None => self.some_element(elements.iter(), source, key),
                        }
                    }
                }
            }
            Kind::Map(_, entries) | Kind::Object(entries) => {
                let name =
                    convert(key, &Type::String).map_err(|_| Stop::error(span, "the key of a map must be a string"))?;
                match &name.kind {
                    Kind::String(name) => match entries.get(name) {
                        Some(value) => value.clone(),
                        None => self.not_written(source, name, "there is no element", span)?,
                    },
                    Kind::Null(_) => return Err(Stop::error(span, "the key of a map must not be null")),
                    _ => {
                        let entries = entries.clone();
                        let keyed = entries.iter().map(|(name, value)| (Value::string(name.clone()), value));
                        match self.by_key_unless_instances(keyed, key, span)? {
                            Some(found) => found,
                            None => self.some_element(entries.values(), source, key),
                        }
                    }
                }
            }
            Kind::Set(..) => return Err(Stop::error(span, "the elements of a set have no index or key")),
            Kind::Unknown(unknown) => {
                suits(key, &unknown.ty).map_err(|message| Stop::error(span, message))?;
                if is_placeholder(unknown) {
                    // To Terraform, whether an object has this attribute is not known before the object is.
                    return Ok(match &unknown.ty {
                        Type::Object(_) => placeholder(Type::Dynamic),
                        ty => placeholder_part(ty, key),
                    });
                }
                if let Some(text) = key.as_str()
                    && (matches!(unknown.ty, Type::Object(_))
                        || matches!(unknown.ty, Type::Map(_) | Type::Dynamic)
                            && unknown.element.is_none()
                            && is_name(text)
                        || matches!(unknown.parts.as_deref(), Some(Parts::Merged(_)))
                        || matches!(
                            unknown.term.as_deref(),
                            Some(Term::Instance(_) | Term::Module(_) | Term::Remote(_))
                        ))
                {
                    let text = text.to_string();
                    return self.unknown_attribute(source, &unknown.clone(), &text, span);
                }
                if matches!(key.kind, Kind::Number(_)) && self.is_one_object(unknown) {
                    return Err(Stop::error(span, "this is a single object, which has no elements"));
                }
                let element = unknown.element.clone();
                let unknown = unknown.clone();
                // A number in quotes is one.
                let number = matches!(unknown.ty, Type::List(_) | Type::Tuple(_)).then(|| convert(key, &Type::Number));
                let key = number.as_ref().and_then(|number| number.as_ref().ok()).unwrap_or(key);
                if let Some(index) = key.as_index() {
                    if let Some(found) = self.part_at(source, index, span)? {
                        return Ok(carry_marks(found, source));
                    }
                    if self.trying > 0
                        && index == 0
                        && matches!(unknown.ty, Type::List(_))
                        && (self.settles(self.is_null(source))? || self.settles(self.is_empty(source))?)
                    {
                        return Err(Stop::error(span, "there is no element 0"));
                    }
                }
                if key.as_index() != Some(0) || self.is_empty(source) != Truth::False {
                    self.doubts += 1;
                }
                if let Some(element) = element {
                    return Ok(carry_marks(element, source));
                }
                let ty = match &unknown.ty {
                    Type::List(element) | Type::Map(element) => (**element).clone(),
                    Type::Tuple(types) => {
                        key.as_index().and_then(|index| types.get(index).cloned()).unwrap_or(Type::Dynamic)
                    }
                    _ => Type::Dynamic,
                };
                let term = bounded(Term::Apply("[]".into(), vec![term_of(source), term_of(key)]));
                self.symbolic(ty, term, false, false)
            }
            _ => return Err(Stop::error(span, "this value has no elements")),
        };
        Ok(carry_marks(found, source))
    }

    /// Whether it is an instance of a resource or module that is declared.
    fn is_one_object(&self, unknown: &Unknown) -> bool {
        match unknown.term.as_deref() {
            Some(Term::Instance(address)) => self.instances.get(address).is_some(),
            Some(Term::Module(address)) => self.module_scopes.get(address).is_some(),
            _ => false,
        }
    }

    fn by_key_unless_instances<'v>(
        &mut self,
        entries: impl Iterator<Item = (Value, &'v Value)> + Clone,
        key: &Value,
        span: Span,
    ) -> Result<Option<Value>, Stop> {
        // Of the instances of one resource, any stands for all.
        if self.any_instance(entries.clone().map(|(_, value)| value)).is_some() {
            return Ok(None);
        }
        self.by_key(entries.collect(), key, None, span)
    }

    /// A truth as a bool; an open one splits the question where it may, and counts as false elsewhere.
    pub(super) fn settles(&mut self, truth: Truth) -> Result<bool, Stop> {
        match truth {
            Truth::True => Ok(true),
            Truth::False => Ok(false),
            Truth::Open(term) if self.splitting => Err(Stop::Split(self.assumptions.atom(&term))),
            Truth::Open(_) => {
                self.doubts += 1;
                Ok(false)
            }
        }
    }

    fn some_element<'v>(
        &mut self,
        elements: impl Iterator<Item = &'v Value> + Clone,
        source: &Value,
        key: &Value,
    ) -> Value {
        if let Some(any) = self.any_instance(elements.clone()) {
            return any;
        }
        let summary = set::any_of(elements, &Type::Dynamic);
        if summary.is_known() {
            return summary;
        }
        let term = bounded(Term::Apply("[]".into(), vec![term_of(source), term_of(key)]));
        summary.refined(|unknown| unknown.term = unknown.term.take().or(Some(term)))
    }
}

fn is_optional(ty: &Type, name: &str) -> bool {
    matches!(ty, Type::Object(attributes) if attributes.get(name).is_some_and(|attribute| attribute.optional))
}

/// Whether it stands for elements that there are none of: for its type alone, as an unknown value does in Terraform.
pub(super) fn is_placeholder(unknown: &Unknown) -> bool {
    matches!(unknown.term.as_deref(), Some(Term::NoElement))
}

/// What stands for an element of this type where there is none.
pub(super) fn placeholder(ty: Type) -> Value {
    Value::symbolic(ty, Rc::new(Term::NoElement))
}

/// An element of it, of which the type alone is known.
fn placeholder_part(ty: &Type, key: &Value) -> Value {
    let part = match ty {
        Type::Object(attributes) => {
            key.as_str().and_then(|name| attributes.get(name)).map(|attribute| attribute.ty.clone())
        }
        Type::List(element) | Type::Map(element) => Some((**element).clone()),
        Type::Tuple(types) => convert(key, &Type::Number).ok().and_then(|key| types.get(key.as_index()?)).cloned(),
        _ => None,
    };
    placeholder(part.unwrap_or(Type::Dynamic))
}

/// Whether a value of the type, which is not known itself, can have an element with this key.
fn suits(key: &Value, ty: &Type) -> Result<(), &'static str> {
    if key.is_null() {
        return Err("an index or key must not be null");
    }
    let wanted = match ty {
        Type::List(_) | Type::Tuple(_) => Type::Number,
        Type::Map(_) | Type::Object(_) => Type::String,
        Type::Dynamic => return Ok(()),
        _ => return Err("this value has no elements with an index or key"),
    };
    let key = convert(key, &wanted).map_err(|_| "a list has a number as its index, a map a string as its key")?;
    match ty {
        Type::Tuple(types) if key.is_known() && key.as_index().is_none_or(|index| index >= types.len()) => {
            Err("the list has no such element")
        }
        _ => Ok(()),
    }
}

/// Whether it can stand as a name in the language.
pub(super) fn is_name(text: &str) -> bool {
    text.starts_with(|first: char| first.is_alphabetic() || first == '_')
        && text.chars().all(|character| character.is_alphanumeric() || character == '_' || character == '-')
}
