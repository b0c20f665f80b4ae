//! What chooses among values by something that may be open: functions that pass over what is missing, keys that are not
//! known, `try`. Where it matters which is chosen, the question splits on it.

use std::rc::Rc;

use super::conditional::is_plain_text;
use super::convert::convert;
use super::eval::carry_marks;
use super::evaluator::{Evaluator, Stop};
use super::operators::equal_truth;
use super::term::{Term, Truth};
use super::terms::{bounded, term_of};
use super::types::Type;
use super::unify::unify;
use super::value::{Kind, Parts, Value};
use crate::terraform::display::quoted;
use crate::text::Span;

/// Most keys of a map that an open key is compared with, one case for each.
const MOST_KEYS: usize = 24;
/// Most texts of which it is told symbolically which one a value is.
const MOST_ALTERNATIVES: usize = 8;

/// Functions that never fail on arguments that are not null.
const TOTAL: [&str; 26] = [
    "chomp",
    "compact",
    "concat",
    "distinct",
    "endswith",
    "flatten",
    "join",
    "keys",
    "length",
    "lower",
    "replace",
    "reverse",
    "sort",
    "split",
    "startswith",
    "strcontains",
    "strrev",
    "title",
    "tolist",
    "toset",
    "trim",
    "trimprefix",
    "trimspace",
    "trimsuffix",
    "upper",
    "values",
];

impl Evaluator<'_> {
    /// One of two values, by a truth. Open, it stops the case, unless both are texts of which either will do.
    pub(super) fn either(&mut self, truth: Truth, then: Value, otherwise: Value) -> Result<Value, Stop> {
        match truth {
            Truth::True => Ok(then),
            Truth::False => Ok(otherwise),
            Truth::Open(_) if then == otherwise => Ok(then),
            Truth::Open(term) if self.splitting && !(is_plain_text(&then) && is_plain_text(&otherwise)) => {
                Err(Stop::Split(self.assumptions.atom(&term)))
            }
            Truth::Open(term) => {
                self.merges += 1;
                Ok(self.merge(term, &then, &otherwise))
            }
        }
    }

    /// As [`Evaluator::either`], where otherwise there may be nothing but an error. An error is an answer only in `try`
    /// and `can`; elsewhere Terraform stops, so where it does not, the other was chosen.
    fn unless_wrong(&mut self, truth: Truth, then: Value, otherwise: Result<Value, Stop>) -> Result<Value, Stop> {
        match (truth, otherwise) {
            (truth, Ok(otherwise)) => self.either(truth, then, otherwise),
            (Truth::True, _) => Ok(then),
            (Truth::Open(term), Err(stop)) if stop.is_local_error() && self.trying > 0 && self.splitting => {
                Err(Stop::Split(self.assumptions.atom(&term)))
            }
            (Truth::Open(_), Err(stop)) if stop.is_local_error() => {
                self.doubts += 1;
                Ok(then)
            }
            (_, stop) => stop,
        }
    }

    /// The result of a function that chooses among its arguments; `None` where the function alone can tell.
    pub(super) fn chosen(&mut self, name: &str, values: &[Value], span: Span) -> Result<Option<Value>, Stop> {
        let open = |value: &Value| !value.is_wholly_known();
        match (name, values) {
            ("coalesce" | "coalescelist", _) if values.iter().any(open) => {
                let types: Vec<Type> = values.iter().map(Value::ty).collect();
                let Some(ty) = unify(&types, true) else { return Ok(None) };
                let passes_empty = name == "coalescelist" || matches!(ty, Type::String | Type::Dynamic);
                let mut converted = Vec::with_capacity(values.len());
                for value in values {
                    match convert(value, &ty) {
                        Ok(value) => converted.push(value),
                        Err(_) => return Ok(None),
                    }
                }
                let chosen = self.first_given(&converted, passes_empty, span)?;
                Ok(Some(values.iter().fold(chosen, carry_marks)))
            }
            ("lookup", [map, key, default]) => {
                let found = match (&map.kind, key.as_str()) {
                    (Kind::Map(_, entries) | Kind::Object(entries), None) if !key.is_known() => {
                        let entries = entries.clone();
                        let keyed = entries.iter().map(|(name, value)| (Value::string(name.clone()), value));
                        self.by_key(keyed.collect(), key, Some(default), span)?
                    }
                    (Kind::Unknown(_), Some(name)) => self.entry_or(map, name, Some(default), span)?,
                    _ => None,
                };
                Ok(found.map(|found| carry_marks(carry_marks(found, map), key)))
            }
            ("element", [list, index]) if index.as_index() == Some(0) && !list.is_known() => {
                self.part_at(list, 0, span).map(|found| found.map(|found| carry_marks(found, list)))
            }
            ("one", [list]) => {
                let element = match list.as_unknown() {
                    Some(unknown) if !unknown.not_empty && unknown.parts.is_none() => match &unknown.ty {
                        Type::List(ty) | Type::Set(ty) => (unknown.element.clone(), (**ty).clone()),
                        _ => return Ok(None),
                    },
                    _ => return Ok(None),
                };
                let (element, ty) = element;
                let element = match element {
                    Some(element) => element,
                    None => {
                        self.symbolic(ty.clone(), bounded(Term::Apply("[*]".into(), vec![term_of(list)])), false, false)
                    }
                };
                let empty = self.is_empty(list);
                self.either(empty.negated(), element, Kind::Null(ty).into()).map(Some)
            }
            ("alltrue" | "anytrue", [list]) if open(list) => {
                let Some(elements) = list.as_sequence().cloned() else { return Ok(None) };
                let mut truth = Truth::of(name == "alltrue");
                for element in elements.iter() {
                    let Ok(element) = convert(element, &Type::Bool) else { return Ok(None) };
                    let own = match (element.as_bool(), element.is_null()) {
                        (Some(holds), _) => Truth::of(holds),
                        (None, true) => Truth::False,
                        (None, false) => Truth::Open(term_of(&element)),
                    };
                    truth = if name == "alltrue" { truth.and(own) } else { truth.or(own) };
                }
                Ok(Some(super::operators::of_truth(self, truth, &[list])))
            }
            ("contains", [list, value]) if open(list) || open(value) => {
                let Some(elements) = list.as_sequence().filter(|v| v.len() <= MOST_KEYS).cloned() else {
                    return Ok(None);
                };
                let mut truth = Truth::False;
                for element in elements.iter() {
                    truth = truth.or(equal_truth(self, element, value));
                }
                Ok(Some(super::operators::of_truth(self, truth, &[list, value])))
            }
            _ => Ok(None),
        }
    }

    /// The first of these that is not missing: `coalesce`.
    fn first_given(&mut self, values: &[Value], passes_empty: bool, span: Span) -> Result<Value, Stop> {
        let Some((first, rest)) = values.split_first() else {
            return Err(Stop::error(span, "none of these is given"));
        };
        let missing = if passes_empty { self.is_null(first).or(self.is_empty(first)) } else { self.is_null(first) };
        if missing == Truth::True {
            return self.first_given(rest, passes_empty, span);
        }
        let given = first.clone().refined(|unknown| {
            unknown.not_null = true;
            unknown.not_empty |= passes_empty;
        });
        if missing == Truth::False {
            return Ok(given);
        }
        let otherwise = match (self.first_given(rest, passes_empty, span), &missing) {
            (Err(Stop::Split(_)), Truth::Open(term)) => Err(Stop::Split(self.assumptions.atom(term))),
            (otherwise, _) => otherwise,
        };
        self.unless_wrong(missing.negated(), given, otherwise)
    }

    /// The one of these whose key an open key turns out to be; `None` where there are too many to tell.
    pub(super) fn by_key(
        &mut self,
        entries: Vec<(Value, &Value)>,
        key: &Value,
        otherwise: Option<&Value>,
        span: Span,
    ) -> Result<Option<Value>, Stop> {
        let mut candidates: Vec<(Rc<Term>, &Value)> = Vec::new();
        let mut otherwise = otherwise.cloned();
        for (name, value) in entries {
            let name = if key.ty() == Type::Bool { convert(&name, &Type::Bool).unwrap_or(name) } else { name };
            match equal_truth(self, key, &name) {
                Truth::False => {}
                Truth::Open(term) => candidates.push((term, value)),
                Truth::True => {
                    otherwise = Some(value.clone());
                    break;
                }
            }
        }
        let plain = candidates.iter().all(|(_, value)| is_plain_text(value)) && otherwise.iter().all(is_plain_text);
        let most = if plain { MOST_ALTERNATIVES } else { MOST_KEYS };
        if !candidates.is_empty() && (candidates.len() > most || !self.splitting) {
            return Ok(None);
        }
        let missing = || Stop::error(span, format!("there is no element with the key {}", term_of(key)));
        if let ([(first, _), _, ..], false) = (candidates.as_slice(), plain) {
            return Err(Stop::Split(self.assumptions.atom(first)));
        }
        let mut chosen = otherwise.ok_or_else(missing);
        while let Some((term, value)) = candidates.pop() {
            chosen = self.unless_wrong(Truth::Open(term), value.clone(), chosen);
        }
        chosen.map(Some)
    }

    /// The entry of a map that is not known, or what stands for it when there is none.
    pub(super) fn entry_or(
        &mut self,
        map: &Value,
        name: &str,
        default: Option<&Value>,
        span: Span,
    ) -> Result<Option<Value>, Stop> {
        let Some(unknown) = map.as_unknown().cloned() else { return Ok(None) };
        let otherwise =
            || default.cloned().ok_or_else(|| Stop::error(span, format!("there is no element {}", quoted(name))));
        match (unknown.parts.as_deref(), &unknown.ty) {
            (Some(Parts::Merged(maps)), _) => {
                let mut chosen = otherwise();
                for map in maps {
                    chosen = match (&map.kind, map.as_mapping().map(|entries| entries.get(name))) {
                        (_, Some(Some(value))) => Ok(value.clone()),
                        (Kind::Unknown(_), _) => match (self.entry_or(map, name, None, span), chosen) {
                            (Ok(Some(value)), chosen) => {
                                let there = self.is_there(&value);
                                self.unless_wrong(there, value, chosen)
                            }
                            (Err(stop), chosen) if stop.is_local_error() => chosen,
                            (other, _) => return other,
                        },
                        _ => chosen,
                    };
                }
                chosen.map(Some)
            }
            (_, Type::Object(attributes)) if !attributes.contains_key(name) => otherwise().map(Some),
            (_, Type::Object(_) | Type::Map(_) | Type::Dynamic) => {
                let doubts = self.doubts;
                let value = self.unknown_attribute(map, &unknown, name, span)?;
                if self.doubts == doubts || default.is_none() {
                    return Ok(Some(value));
                }
                self.doubts = doubts;
                let there = self.is_there(&value);
                self.unless_wrong(there, value, otherwise()).map(Some)
            }
            _ => Ok(None),
        }
    }

    /// Whether a value that was read from something of unknown shape can be read.
    pub(super) fn is_there(&self, value: &Value) -> Truth {
        if value.is_known() {
            // Known by what is assumed of it, and that was asked only once it was there.
            return Truth::True;
        }
        if value.origin().is_some_and(|origin| !origin.declared) {
            // Terraform says so before it evaluates, whatever stands around it.
            return Truth::True;
        }
        self.assumptions.decide(&bounded(Term::Apply("can".into(), vec![term_of(value)])))
    }

    /// An element of a list that was put together; `None` where its place is not known.
    pub(super) fn part_at(&mut self, list: &Value, index: usize, span: Span) -> Result<Option<Value>, Stop> {
        let Some(parts) = list.as_unknown().and_then(|unknown| unknown.parts.clone()) else { return Ok(None) };
        match &*parts {
            Parts::Joined(lists) => self.joined_at(lists, index, span),
            Parts::Compacted(texts) if index == 0 => self.first_given(texts, true, span).map(Some),
            _ => Ok(None),
        }
    }

    fn joined_at(&mut self, lists: &[Value], mut index: usize, span: Span) -> Result<Option<Value>, Stop> {
        for (position, list) in lists.iter().enumerate() {
            if let Some(elements) = list.as_sequence() {
                match elements.get(index) {
                    Some(element) => return Ok(Some(element.clone())),
                    None => index -= elements.len(),
                }
                continue;
            }
            let empty = self.is_empty(list);
            match empty {
                Truth::True => {}
                _ if index > 0 => return Ok(None),
                _ => {
                    let own = self.element_at(list, 0, span)?;
                    if empty == Truth::False {
                        return Ok(Some(own));
                    }
                    let rest = match self.joined_at(lists.get(position + 1..).unwrap_or_default(), 0, span) {
                        Ok(None) => return Ok(None),
                        Ok(Some(rest)) => Ok(rest),
                        Err(stop) => Err(stop),
                    };
                    return self.unless_wrong(empty.negated(), own, rest).map(Some);
                }
            }
        }
        Err(Stop::error(span, "there is no such element"))
    }

    fn element_at(&mut self, list: &Value, index: i64, span: Span) -> Result<Value, Stop> {
        let (trying, doubts) = (std::mem::take(&mut self.trying), self.doubts);
        let element = self.index(list, &Value::int(index), span);
        (self.trying, self.doubts) = (trying, doubts);
        element
    }

    /// Whether a collection put together from these is empty.
    pub(super) fn none_in(&self, parts: &Parts) -> Truth {
        match parts {
            Parts::Joined(parts) | Parts::Merged(parts) => {
                parts.iter().fold(Truth::True, |all, part| all.and(self.is_null(part).or(self.is_empty(part))))
            }
            Parts::Compacted(texts) => {
                texts.iter().fold(Truth::True, |all, text| all.and(self.is_null(text).or(self.is_empty(text))))
            }
        }
    }

    /// Notes that a call may fail on what is not known; in `try` and `can`, null arguments are told apart.
    pub(super) fn note_doubt(&mut self, name: &str, values: &[Value]) -> Result<(), Stop> {
        if !TOTAL.contains(&name) {
            self.doubts += 1;
            return Ok(());
        }
        for value in values {
            match self.is_null(value) {
                Truth::Open(term) if self.trying > 0 && self.splitting => {
                    return Err(Stop::Split(self.assumptions.atom(&term)));
                }
                Truth::Open(_) => self.doubts += 1,
                Truth::True | Truth::False => {}
            }
        }
        Ok(())
    }
}
