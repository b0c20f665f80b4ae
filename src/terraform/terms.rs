//! From values to terms and back.

use std::hash::{Hash, Hasher};
use std::rc::Rc;

use super::convert::convert;
use super::display;
use super::evaluator::Evaluator;
use super::number::Number;
use super::term::{LONG_EXPRESSION, Term, Truth};
use super::types::Type;
use super::value::{Kind, Value};

const FNV_START: u64 = 0xcbf2_9ce4_8422_2325;
const FNV_FACTOR: u64 = 0x0100_0000_01b3;
const LARGEST_TERM: usize = 48;
const LONGEST_LITERAL: usize = 400;
/// Characters of a value that are shown.
const LONGEST_VALUE: usize = 160;
/// Bytes of a printed value that are made to find those characters: most are indentation.
const READ_OF_VALUE: usize = 16 << 10;

/// The term of a value: of an unknown its own, of a known value its literal.
pub fn term_of(value: &Value) -> Rc<Term> {
    match &value.kind {
        Kind::Unknown(unknown) => match &unknown.term {
            Some(term) => term.clone(),
            None => Rc::new(Term::Opaque("a value that cannot be followed".into())),
        },
        Kind::List(_, elements) | Kind::Set(_, elements) | Kind::Tuple(elements) if !value.is_wholly_known() => {
            bounded(Term::Apply("[...]".into(), elements.iter().take(LARGEST_TERM).map(term_of).collect()))
        }
        Kind::Map(_, entries) | Kind::Object(entries) if !value.is_wholly_known() => {
            let mut parts = Vec::new();
            for (key, entry) in entries.iter().take(LARGEST_TERM / 2) {
                parts.push(Rc::new(Term::Literal(key.clone())));
                parts.push(term_of(entry));
            }
            bounded(Term::Apply("{...}".into(), parts))
        }
        _ => {
            let text = display::console(value).lines().map(str::trim).collect::<Vec<_>>().join(" ");
            if text.len() > LONGEST_LITERAL {
                let head: String = text.chars().take(40).collect();
                return Rc::new(Term::Literal(format!("{head}…#{}:{}", text.len(), checksum(&text)).into()));
            }
            Rc::new(Term::Literal(text.into()))
        }
    }
}

/// The term, or an opaque one when it has grown too large to be told to anyone.
pub fn bounded(term: Term) -> Rc<Term> {
    if term.size(LARGEST_TERM + 1) <= LARGEST_TERM {
        return Rc::new(term);
    }
    if term.is_settled_by_inputs() {
        let mut leaves = Vec::new();
        term.leaves(&mut leaves);
        let name = format!("{LONG_EXPRESSION}{}", digest(&term));
        let operands = leaves.into_iter().take(LARGEST_TERM - 1).map(|leaf| Rc::new(Term::Input(leaf))).collect();
        return Rc::new(Term::Apply(name.into(), operands));
    }
    Rc::new(Term::Opaque("a long expression over values that cannot be followed".into()))
}

fn checksum(text: &str) -> u64 {
    let mut digest = Digest(FNV_START);
    digest.write(text.as_bytes());
    digest.finish()
}

/// Tells terms apart that are too long to be told.
fn digest(term: &Term) -> u64 {
    let mut digest = Digest(FNV_START);
    term.hash(&mut digest);
    digest.finish()
}

/// FNV-1a; the same on machines of any word size, since reports of both are compared.
struct Digest(u64);

impl Hasher for Digest {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 = bytes.iter().fold(self.0, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(FNV_FACTOR));
    }

    fn write_usize(&mut self, number: usize) {
        self.write_u64(number as u64);
    }

    fn write_isize(&mut self, number: isize) {
        self.write_i64(number as i64);
    }
}

/// A value for people: console text on one line, shortened.
pub fn describe(value: &Value) -> String {
    match &value.kind {
        Kind::Unknown(_) => match value.term() {
            Some(term) => on_one_line(&format!("(unknown: {term})"), LONGEST_VALUE),
            None => "(unknown)".to_string(),
        },
        _ if value.meta.as_ref().is_some_and(|meta| meta.sensitive) => "(sensitive value)".to_string(),
        Kind::Null(_) => "null".to_string(),
        _ => on_one_line(&display::console_head(value, READ_OF_VALUE), LONGEST_VALUE),
    }
}

/// A text on one line, its white space as single spaces, shortened to so many characters.
pub fn on_one_line(text: &str, longest: usize) -> String {
    let mut line = String::new();
    let mut left = longest;
    for word in text.split_whitespace() {
        let gap = if line.is_empty() { "" } else { " " };
        for character in gap.chars().chain(word.chars()) {
            if left == 0 {
                line.pop();
                line.push('…');
                return line;
            }
            line.push(character);
            left -= 1;
        }
    }
    line
}

impl Evaluator<'_> {
    /// An unknown with a term, as far as the assumptions of the case leave it unknown.
    pub(super) fn symbolic(&self, ty: Type, term: Rc<Term>, not_null: bool, not_empty: bool) -> Value {
        self.settle(Value::symbolic(ty, term).refined(|unknown| {
            unknown.not_null = not_null || not_empty;
            unknown.not_empty = not_empty;
        }))
    }

    /// What the assumptions of the case make of an unknown.
    pub(super) fn settle(&self, value: Value) -> Value {
        if self.assumptions.is_empty() {
            return value;
        }
        let Kind::Unknown(unknown) = &value.kind else { return value };
        let Some(term) = unknown.term.clone() else { return value };
        let meta = value.meta.clone();
        if unknown.ty == Type::Bool {
            match self.assumptions.decide(&term) {
                Truth::True => return Value::bool(true).with_meta(meta),
                Truth::False => return Value::bool(false).with_meta(meta),
                Truth::Open(_) => {}
            }
        }
        if let Some(literal) = self.assumptions.literal_of(&term)
            && let Some(known) = parse_literal(&literal)
            && let Ok(known) = convert(&known, &unknown.ty)
        {
            // What was converted is the same unknown: a bool may have been compared with a text.
            return known.with_meta(meta);
        }
        let mut not_null = unknown.not_null;
        let mut not_empty = unknown.not_empty;
        if !not_null {
            match self.assumptions.decide(&Rc::new(Term::IsNull(term.clone()))) {
                Truth::True => return Value::from(Kind::Null(unknown.ty.clone())).with_meta(meta),
                Truth::False => not_null = true,
                Truth::Open(_) => {}
            }
        }
        if !not_empty {
            match super::emptiness::is_empty(&self.assumptions, &term) {
                Truth::True => {
                    if let Some(empty) = empty_of(&unknown.ty) {
                        return empty.with_meta(meta);
                    }
                }
                Truth::False => {
                    not_empty = matches!(unknown.ty, Type::String | Type::Dynamic) || unknown.ty.is_collection();
                }
                Truth::Open(_) => {}
            }
        }
        value.refined(|unknown| {
            unknown.not_null = not_null;
            unknown.not_empty = not_empty && not_null;
        })
    }
}

fn empty_of(ty: &Type) -> Option<Value> {
    Some(match ty {
        Type::String => Value::string(""),
        Type::List(element) => Kind::List((**element).clone(), Rc::default()).into(),
        Type::Set(element) => Kind::Set((**element).clone(), Rc::default()).into(),
        Type::Map(element) => Kind::Map((**element).clone(), Rc::default()).into(),
        _ => return None,
    })
}

fn parse_literal(text: &str) -> Option<Value> {
    match text {
        "true" => Some(Value::bool(true)),
        "false" => Some(Value::bool(false)),
        _ if text.starts_with('"') => serde_json::from_str::<String>(text).ok().map(Value::string),
        _ => Number::parse(text).map(Value::number),
    }
}
