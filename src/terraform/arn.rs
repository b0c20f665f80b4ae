//! What functions make of an ARN of IAM, of which the form is known and mostly the name in it:
//! `arn:PARTITION:iam::ACCOUNT:KIND` and then path and name.

use std::rc::Rc;

use super::evaluator::{Evaluator, Stop};
use super::term::Term;
use super::types::Type;
use super::value::{Kind, Reference, Value};
use crate::text::Span;

/// Two ARNs that have nothing in common but their form, and the name in each.
struct Samples {
    texts: [String; 2],
    names: [Rc<str>; 2],
}

impl Evaluator<'_> {
    /// What a function of an ARN comes to, as far as it is the same for every ARN of the form; `None` where it is not. In a
    /// function of its own, so that a first check does without it.
    #[inline(never)]
    pub(super) fn of_arn(
        &mut self,
        function: &str,
        arguments: &[Value],
        position: usize,
        span: Span,
    ) -> Result<Option<Value>, Stop> {
        let Some(origin) = arguments.get(position).and_then(Value::origin).cloned() else { return Ok(None) };
        let Some(kind) = self.facts.arn_kind(&origin.resource_type).filter(|_| origin.declared) else {
            return Ok(None);
        };
        let name = self.instance_attribute(&origin.address, "name", span)?;
        let path = self.path_in_arn(&origin)?;
        let known = || name.as_str().map(Rc::from);
        let names =
            [known().unwrap_or_else(|| "Its-1.name=,@+_Z".into()), known().unwrap_or_else(|| "another_1".into())];
        let [first, second] = &names;
        let paths = [path.as_deref().unwrap_or("/"), path.as_deref().unwrap_or("/Some-Path/2/")];
        let texts = [
            format!("arn:aws:iam::111122223333:{kind}{}{first}", paths[0]),
            format!("arn:aws-us-gov:iam::444455556666:{kind}{}{second}", paths[1]),
        ];
        let samples = Samples { texts, names };
        let result = |text: &str| {
            let mut given = arguments.to_vec();
            if let Some(arn) = given.get_mut(position) {
                *arn = Value::string(text);
            }
            self.run(function, &given)?.ok()
        };
        let [first, second] = &samples.texts;
        let (Some(first), Some(second)) = (result(first), result(second)) else { return Ok(None) };
        let part = || {
            let term = Term::Opaque(format!("a part of {}.arn", origin.address).into());
            Value::symbolic(Type::String, Rc::new(term)).refined(|unknown| unknown.not_null = true)
        };
        Ok(common(&first, &second, &samples.names, &name, &part).map(|value| match value.is_known() {
            true => value,
            false => self.named_result(function, arguments, value),
        }))
    }

    /// The path that stands before the name, if it is known; AWS takes `/` where the code names none.
    fn path_in_arn(&mut self, origin: &Reference) -> Result<Option<String>, Stop> {
        let Some(instance) = self.instance(&origin.address).filter(|_| !origin.data) else { return Ok(None) };
        let path = self.attribute(&instance, "path")?.map_or_else(Value::null, |evaluated| evaluated.value);
        Ok(if path.is_null() { Some("/".to_owned()) } else { path.as_str().map(str::to_owned) })
    }
}

/// What both samples gave, with the name in place of theirs.
fn common(
    first: &Value,
    second: &Value,
    names: &[Rc<str>; 2],
    name: &Value,
    part: &dyn Fn() -> Value,
) -> Option<Value> {
    let all = |first: &[Value], second: &[Value]| -> Option<Vec<Value>> {
        let pairs = first.iter().zip(second);
        pairs.map(|(first, second)| common(first, second, names, name, part)).collect()
    };
    match (&first.kind, &second.kind) {
        (Kind::String(a), Kind::String(b)) if *a == names[0] && *b == names[1] => Some(name.clone()),
        (Kind::String(a), Kind::String(b)) if a == b => Some(Value::string(a.clone())),
        (Kind::String(a), Kind::String(b)) => {
            Some(part().refined(|unknown| unknown.not_empty = !a.is_empty() && !b.is_empty()))
        }
        (Kind::Tuple(a), Kind::Tuple(b)) if a.len() == b.len() => Some(Value::tuple(all(a, b)?)),
        (Kind::List(ty, a), Kind::List(_, b)) if a.len() == b.len() => {
            Some(Kind::List(ty.clone(), Rc::new(all(a, b)?)).into())
        }
        (Kind::List(ty, a), Kind::List(_, b)) => {
            let is_text = |value: &Value| value.as_str().is_some_and(|text| !text.is_empty());
            let not_empty = a.iter().chain(b.iter()).all(is_text);
            let element = Value::unknown(Type::String).refined(|unknown| {
                unknown.not_null = true;
                unknown.not_empty = not_empty;
            });
            Some(Value::unknown(Type::List(Rc::new(ty.clone()))).refined(|unknown| {
                unknown.not_null = true;
                unknown.not_empty = !a.is_empty() && !b.is_empty();
                unknown.element = Some(element);
            }))
        }
        _ => None,
    }
}
