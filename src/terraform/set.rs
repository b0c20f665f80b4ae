//! Sets: distinct elements in the order in which Terraform visits them.

use std::cmp::Ordering;
use std::rc::Rc;

use super::display::quoted;
use super::term::Term;
use super::types::Type;
use super::value::{Kind, Meta, Unknown, Value};

/// A set of these elements, which are of the type already. Marks of elements move to the set.
pub fn make(ty: Type, mut elements: Vec<Value>) -> Value {
    let mut marks = Meta::default();
    for element in &mut elements {
        lift_marks(element, &mut marks);
    }
    if ty.is_primitive() || ty == Type::Dynamic {
        elements.sort_by(compare);
        // Two unknown values are never known to be the same.
        elements.dedup_by(|a, b| a.is_wholly_known() && b.is_wholly_known() && same(a, b));
    } else {
        let mut keyed: Vec<(String, Value)> =
            elements.into_iter().map(|element| (order_key(&element), element)).collect();
        keyed.sort_by(|(a_key, a), (b_key, b)| rank(a).cmp(&rank(b)).then_with(|| a_key.cmp(b_key)));
        elements = Vec::with_capacity(keyed.len());
        let mut key_before = None;
        let mut first_alike = 0;
        for (key, element) in keyed {
            // Numbers are shortened in keys, so values of one key need not be the same.
            if key_before.as_ref() != Some(&key) {
                first_alike = elements.len();
            }
            let known = element.is_wholly_known();
            if !elements[first_alike..].iter().any(|other| known && other.is_wholly_known() && same(other, &element)) {
                elements.push(element);
            }
            key_before = Some(key);
        }
    }
    let meta = (marks.sensitive || marks.ephemeral).then(|| Rc::new(marks));
    Value::from(Kind::Set(ty, Rc::new(elements))).with_meta(meta)
}

/// Whether the number of elements is certain: unknown elements may turn out to be equal to others.
pub fn has_known_length(elements: &[Value]) -> bool {
    elements.len() < 2 || elements.iter().all(Value::is_wholly_known)
}

/// What is known of a value that is one of these: the value itself when they are all the same.
pub fn any_of<'a>(mut values: impl Iterator<Item = &'a Value>, ty: &Type) -> Value {
    let Some(first) = values.next() else { return Value::unknown(ty.clone()) };
    let mut summary = Summary::of(first);
    let mut all_same = true;
    for value in values {
        all_same &= value == first;
        summary.add(value);
    }
    if all_same { first.clone() } else { summary.value(ty) }
}

struct Summary {
    not_null: bool,
    not_empty: bool,
    meta: Meta,
    /// The attributes among them: which of several it is matters.
    attributes: Vec<Rc<Term>>,
}

impl Summary {
    fn of(value: &Value) -> Self {
        let mut summary = Summary { not_null: true, not_empty: true, meta: Meta::default(), attributes: Vec::new() };
        summary.add(value);
        summary
    }

    fn add(&mut self, value: &Value) {
        self.not_null &= is_not_null(value);
        self.not_empty &= is_not_empty(value);
        if let Some(origin) = value.origin()
            && self.attributes.len() < 16
        {
            let name = format!("{}.{}", origin.address, origin.attribute);
            self.attributes.push(Rc::new(Term::Instances(name.into())));
        }
        if let Some(meta) = &value.meta {
            self.meta.sensitive |= meta.sensitive;
            self.meta.ephemeral |= meta.ephemeral;
            for reference in meta.flowed.iter().chain(&meta.origin) {
                if !self.meta.flowed.contains(reference) {
                    Rc::make_mut(&mut self.meta.flowed).push(reference.clone());
                }
            }
        }
    }

    fn value(self, ty: &Type) -> Value {
        let meta = (self.meta != Meta::default()).then(|| Rc::new(self.meta));
        let (not_null, not_empty) = (self.not_null, self.not_empty);
        let term = (!self.attributes.is_empty()).then(|| Rc::new(Term::Apply("one of".into(), self.attributes)));
        let unknown = Unknown { ty: ty.clone(), not_null, not_empty, element: None, term, parts: None };
        Value::from(Kind::Unknown(Rc::new(unknown))).with_meta(meta)
    }
}

/// Whether it is certainly not null.
pub fn is_not_null(value: &Value) -> bool {
    match &value.kind {
        Kind::Null(_) => false,
        Kind::Unknown(unknown) => unknown.not_null,
        _ => true,
    }
}

/// Whether it certainly has a character or an element.
pub fn is_not_empty(value: &Value) -> bool {
    match &value.kind {
        Kind::String(text) => !text.is_empty(),
        Kind::List(_, elements) | Kind::Set(_, elements) | Kind::Tuple(elements) => !elements.is_empty(),
        Kind::Map(_, entries) | Kind::Object(entries) => !entries.is_empty(),
        Kind::Unknown(unknown) => {
            unknown.not_empty
                || unknown.not_null
                    && match &unknown.ty {
                        Type::Tuple(elements) => !elements.is_empty(),
                        Type::Object(attributes) => !attributes.is_empty(),
                        _ => false,
                    }
        }
        Kind::Null(_) | Kind::Bool(_) | Kind::Number(_) => false,
    }
}

/// Whether two wholly known values are the same, whatever their marks.
pub fn same(a: &Value, b: &Value) -> bool {
    match (&a.kind, &b.kind) {
        (Kind::Null(_), Kind::Null(_)) => true,
        (Kind::Bool(a), Kind::Bool(b)) => a == b,
        (Kind::Number(a), Kind::Number(b)) => a == b,
        (Kind::String(a), Kind::String(b)) => a == b,
        (Kind::List(_, a), Kind::List(_, b))
        | (Kind::Set(_, a), Kind::Set(_, b))
        | (Kind::Tuple(a), Kind::Tuple(b)) => a.len() == b.len() && a.iter().zip(b.iter()).all(|(a, b)| same(a, b)),
        (Kind::Map(_, a), Kind::Map(_, b)) | (Kind::Object(a), Kind::Object(b)) => {
            a.len() == b.len() && a.iter().zip(b.iter()).all(|((a_key, a), (b_key, b))| a_key == b_key && same(a, b))
        }
        _ => false,
    }
}

/// Moves `sensitive` and `ephemeral` of the value and all inside it to `marks`; where it came from stays.
pub fn lift_marks(value: &mut Value, marks: &mut Meta) {
    if !has_marks(value) {
        return;
    }
    if let Some(meta) = &mut value.meta {
        marks.sensitive |= meta.sensitive;
        marks.ephemeral |= meta.ephemeral;
        if meta.sensitive || meta.ephemeral {
            let meta = Rc::make_mut(meta);
            meta.sensitive = false;
            meta.ephemeral = false;
        }
    }
    match &mut value.kind {
        Kind::List(_, elements) | Kind::Set(_, elements) | Kind::Tuple(elements) => {
            Rc::make_mut(elements).iter_mut().for_each(|element| lift_marks(element, marks));
        }
        Kind::Map(_, entries) | Kind::Object(entries) => {
            Rc::make_mut(entries).values_mut().for_each(|entry| lift_marks(entry, marks));
        }
        _ => {}
    }
}

/// Whether it or anything inside it is sensitive or ephemeral.
pub fn has_marks(value: &Value) -> bool {
    if value.meta.as_ref().is_some_and(|meta| meta.sensitive || meta.ephemeral) {
        return true;
    }
    match &value.kind {
        Kind::List(_, elements) | Kind::Set(_, elements) | Kind::Tuple(elements) => elements.iter().any(has_marks),
        Kind::Map(_, entries) | Kind::Object(entries) => entries.values().any(has_marks),
        _ => false,
    }
}

/// Known values first, then null, then unknown ones.
fn rank(value: &Value) -> u8 {
    match &value.kind {
        Kind::Null(_) => 1,
        Kind::Unknown(_) => 2,
        _ => 0,
    }
}

fn compare(a: &Value, b: &Value) -> Ordering {
    match (&a.kind, &b.kind) {
        (Kind::String(a), Kind::String(b)) => a.cmp(b),
        (Kind::Number(a), Kind::Number(b)) => a.cmp(b),
        (Kind::Bool(a), Kind::Bool(b)) => a.cmp(b),
        _ => rank(a).cmp(&rank(b)),
    }
}

/// What go-cty orders everything but primitives by: a text made of the whole value.
fn order_key(value: &Value) -> String {
    let mut key = String::new();
    write_order_key(value, &mut key);
    key
}

fn write_order_key(value: &Value, key: &mut String) {
    match &value.kind {
        Kind::Unknown(_) => key.push('?'),
        Kind::Null(_) => key.push('~'),
        Kind::Number(number) => key.push_str(&number.general(Some(10))),
        Kind::Bool(value) => key.push(if *value { 'T' } else { 'F' }),
        Kind::String(text) => key.push_str(&quoted(text)),
        Kind::Map(_, entries) => {
            key.push('{');
            for (name, entry) in entries.iter() {
                key.push_str(&quoted(name));
                key.push(':');
                write_order_key(entry, key);
                key.push(';');
            }
            key.push('}');
        }
        Kind::List(_, elements) | Kind::Set(_, elements) => {
            key.push('[');
            for element in elements.iter() {
                write_order_key(element, key);
                key.push(';');
            }
            key.push(']');
        }
        Kind::Tuple(elements) => {
            key.push('<');
            for element in elements.iter() {
                write_order_key(element, key);
                key.push(';');
            }
            key.push('>');
        }
        Kind::Object(entries) => {
            key.push('<');
            for entry in entries.values() {
                write_order_key(entry, key);
                key.push(';');
            }
            key.push('>');
        }
    }
}
