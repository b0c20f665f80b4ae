//! Symbolic terms: what an unknown value *is*, so that the same unknown is recognised wherever it turns up.

use std::cmp::Ordering;
use std::fmt;
use std::rc::Rc;

use super::number::Number;
use super::value::Reference;

/// The name under which text made of pieces is [`Term::Apply`].
pub const TEMPLATE: &str = "${}";

/// What the name begins with under which an expression too long to be told is [`Term::Apply`] to its leaves; digits that
/// tell it from others follow.
pub const LONG_EXPRESSION: &str = "$expression#";

/// A symbolic expression over things without a value.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Term {
    /// A root module's input variable, e.g. `var.create`.
    Input(Rc<str>),
    /// An attribute of a resource or data instance that no code sets.
    Attribute(Rc<Reference>),
    /// An instance of a resource or data source, by its address.
    Instance(Rc<str>),
    /// An instance of a module call, by its address.
    Module(Rc<str>),
    /// A whole resource or module whose instances are not known.
    Instances(Rc<str>),
    /// An output of a module whose source is not given, e.g. `module.vpc.id`.
    Remote(Rc<str>),
    /// Something nothing in the input can settle; the text says what.
    Opaque(Rc<str>),
    /// An element of a collection that has none: only its type says what it would be.
    NoElement,
    /// A known value, as Terraform prints it.
    Literal(Rc<str>),
    /// `term.name`.
    Member(Rc<Term>, Rc<str>),
    /// A function or operator applied to terms; the name is the function's or the operator's.
    Apply(Rc<str>, Vec<Rc<Term>>),
    /// Whether the term is null.
    IsNull(Rc<Term>),
    /// Whether the term is an empty string or collection.
    IsEmpty(Rc<Term>),
    /// Whether the term equals a literal or another term.
    Equal(Rc<Term>, Rc<Term>),
    /// Logical not.
    Not(Rc<Term>),
    /// Logical and.
    And(Rc<Term>, Rc<Term>),
    /// Logical or.
    Or(Rc<Term>, Rc<Term>),
}

impl Term {
    /// Whether inputs of the root module and data sources settle it: nothing in it comes from a module or file that is not
    /// given, or from a value that only exists after apply.
    pub fn is_settled_by_inputs(&self) -> bool {
        self.is_settled(false)
    }

    /// The same, though files may hold it that are not given.
    pub fn is_settled_before_apply(&self) -> bool {
        self.is_settled(true)
    }

    fn is_settled(&self, by_files: bool) -> bool {
        match self {
            Term::Input(_) | Term::Literal(_) => true,
            Term::Attribute(reference) => reference.data,
            Term::Instance(_)
            | Term::Module(_)
            | Term::Instances(_)
            | Term::Remote(_)
            | Term::Opaque(_)
            | Term::NoElement => false,
            Term::Member(term, _) | Term::IsNull(term) | Term::IsEmpty(term) | Term::Not(term) => {
                term.is_settled(by_files)
            }
            Term::Apply(_, terms) => {
                (by_files || !self.is_from_outside()) && terms.iter().all(|term| term.is_settled(by_files))
            }
            Term::Equal(a, b) | Term::And(a, b) | Term::Or(a, b) => a.is_settled(by_files) && b.is_settled(by_files),
        }
    }

    /// Whether it is a function of something beside its arguments: of a file that was not given, or of the clock.
    fn is_from_outside(&self) -> bool {
        let Term::Apply(name, terms) = self else { return false };
        name.starts_with("file") || terms.iter().all(|term| matches!(**term, Term::Literal(_)))
    }

    /// Whether it is text put together of several pieces, one of them fixed, or what the clock says, and so none of the
    /// pieces alone.
    pub fn is_made_of_pieces(&self) -> bool {
        let Term::Apply(name, pieces) = self else { return false };
        match (&**name, pieces.as_slice()) {
            (TEMPLATE, pieces) if are_pieces(pieces) => true,
            ("format", [first, ..]) if matches!(&**first, Term::Literal(text) if has_fixed_text(text.trim_matches('"'))) => {
                true
            }
            ("join" | "lower" | "upper" | "title" | "substr" | "formatdate" | TEMPLATE, pieces) => {
                self.is_made_by(name, pieces)
            }
            _ => false,
        }
    }

    /// In a function of its own, so that a first check does without it.
    #[inline(never)]
    fn is_made_by(&self, name: &str, pieces: &[Rc<Term>]) -> bool {
        let is_made = match (name, pieces) {
            ("join", [_, lists @ ..]) => lists.iter().any(|list| list.lists_pieces()),
            ("lower" | "upper" | "title" | "substr", [text, ..]) => text.is_made_of_pieces(),
            _ => false,
        };
        is_made || self.is_of_clock()
    }

    /// Whether it is a list of several texts, one of them fixed.
    fn lists_pieces(&self) -> bool {
        let Term::Apply(name, parts) = self else { return false };
        match &**name {
            "[...]" => are_pieces(parts),
            "compact" | "concat" => parts.iter().any(|list| list.lists_pieces()),
            _ => false,
        }
    }

    /// Whether it is made of what the clock says, and of nothing else that is not known.
    fn is_of_clock(&self) -> bool {
        match self {
            Term::Opaque(text) => matches!(&**text, "timestamp()" | "plantimestamp()"),
            Term::Apply(_, terms) => {
                let is_known = |term: &Rc<Term>| matches!(**term, Term::Literal(_));
                terms.iter().all(|term| is_known(term) || term.is_of_clock()) && !terms.iter().all(is_known)
            }
            _ => false,
        }
    }

    /// Whether two values of this term are the same value: nothing in it only says why something is not known.
    pub fn identifies(&self) -> bool {
        match self {
            Term::Opaque(_) | Term::NoElement => false,
            Term::Member(term, _) | Term::IsNull(term) | Term::IsEmpty(term) | Term::Not(term) => term.identifies(),
            Term::Apply(_, terms) => terms.iter().all(|term| term.identifies()),
            Term::Equal(a, b) | Term::And(a, b) | Term::Or(a, b) => a.identifies() && b.identifies(),
            _ => true,
        }
    }

    /// The leaves a person could supply or that cannot be known: inputs, attributes, outputs.
    pub fn leaves(&self, into: &mut Vec<Rc<str>>) {
        match self {
            Term::Literal(_) => {}
            Term::Apply(_, terms) if !self.is_from_outside() => terms.iter().for_each(|term| term.leaves(into)),
            Term::Apply(..)
            | Term::Input(_)
            | Term::Attribute(_)
            | Term::Instance(_)
            | Term::Module(_)
            | Term::Instances(_)
            | Term::Remote(_)
            | Term::Opaque(_)
            | Term::NoElement => {
                let text: Rc<str> = self.to_string().into();
                if !into.contains(&text) {
                    into.push(text);
                }
            }
            Term::Member(term, _) => {
                if matches!(**term, Term::Input(_) | Term::Remote(_) | Term::Attribute(_)) {
                    let text: Rc<str> = self.to_string().into();
                    if !into.contains(&text) {
                        into.push(text);
                    }
                } else {
                    term.leaves(into);
                }
            }
            Term::IsNull(term) | Term::IsEmpty(term) | Term::Not(term) => term.leaves(into),
            Term::Equal(a, b) | Term::And(a, b) | Term::Or(a, b) => {
                a.leaves(into);
                b.leaves(into);
            }
        }
    }

    /// Number of nodes, counted up to `limit`.
    pub fn size(&self, limit: usize) -> usize {
        if limit == 0 {
            return 0;
        }
        let rest = limit - 1;
        1 + match self {
            Term::Member(term, _) | Term::IsNull(term) | Term::IsEmpty(term) | Term::Not(term) => term.size(rest),
            Term::Apply(_, terms) => {
                let mut total = 0;
                for term in terms {
                    if total >= rest {
                        break;
                    }
                    total += term.size(rest - total);
                }
                total
            }
            Term::Equal(a, b) | Term::And(a, b) | Term::Or(a, b) => {
                let left = a.size(rest);
                left + b.size(rest.saturating_sub(left))
            }
            _ => 0,
        }
    }
}

/// The pieces of a template as one would write them between its quotes.
fn pieces(terms: &[Rc<Term>], f: &mut fmt::Formatter<'_>) -> fmt::Result {
    for term in terms {
        match &**term {
            Term::Literal(text) => {
                f.write_str(text.strip_prefix('"').and_then(|text| text.strip_suffix('"')).unwrap_or(text))?
            }
            Term::Apply(name, inner) if &**name == TEMPLATE => pieces(inner, f)?,
            term => write!(f, "${{{term}}}")?,
        }
    }
    Ok(())
}

fn list(terms: &[Rc<Term>], f: &mut fmt::Formatter<'_>) -> fmt::Result {
    for (index, term) in terms.iter().enumerate() {
        f.write_str(if index > 0 { ", " } else { "" })?;
        write!(f, "{term}")?;
    }
    Ok(())
}

impl fmt::Display for Term {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Term::Input(text)
            | Term::Instance(text)
            | Term::Module(text)
            | Term::Instances(text)
            | Term::Remote(text)
            | Term::Opaque(text)
            | Term::Literal(text) => f.write_str(text),
            Term::NoElement => f.write_str("an element that there is not"),
            Term::Attribute(reference) if reference.attribute.is_empty() => f.write_str(&reference.address),
            Term::Attribute(reference) => write!(f, "{}.{}", reference.address, reference.attribute),
            Term::Member(term, name) => write!(f, "{term}.{name}"),
            Term::Apply(name, terms) => match (&**name, terms.as_slice()) {
                (TEMPLATE, terms) => {
                    f.write_str("\"")?;
                    pieces(terms, f)?;
                    f.write_str("\"")
                }
                ("[]", [source, key]) => write!(f, "{source}[{key}]"),
                (name, [source]) if name.starts_with("for:") || name.starts_with("for-if:") => {
                    write!(f, "[for … in {source}]")
                }
                ("key of", [source]) => write!(f, "a key of {source}"),
                ("[*]", [source]) => write!(f, "{source}[*]"),
                (name, [source]) if name.starts_with("splat:") => {
                    write!(f, "{source}[*]{}", name.get(6..).unwrap_or_default().trim_end_matches('?'))
                }
                (name, leaves) if name.starts_with(LONG_EXPRESSION) => {
                    let digits = name.get(name.len().saturating_sub(4)..).unwrap_or_default();
                    write!(f, "expression {digits} of ")?;
                    list(leaves, f)
                }
                ("?:", [condition, then, otherwise]) => write!(f, "({condition} ? {then} : {otherwise})"),
                ("[...]", elements) => {
                    f.write_str("[")?;
                    list(elements, f)?;
                    f.write_str("]")
                }
                ("{...}", entries) => {
                    f.write_str("{")?;
                    for (index, pair) in entries.chunks(2).enumerate() {
                        f.write_str(if index > 0 { ", " } else { "" })?;
                        match pair {
                            [key, value] => write!(f, "{key} = {value}")?,
                            _ => list(pair, f)?,
                        }
                    }
                    f.write_str("}")
                }
                (operator, [left, right]) if !operator.starts_with(char::is_alphabetic) => {
                    write!(f, "{left} {operator} {right}")
                }
                _ => {
                    write!(f, "{name}(")?;
                    list(terms, f)?;
                    f.write_str(")")
                }
            },
            Term::IsNull(term) => write!(f, "{term} == null"),
            Term::IsEmpty(term) => write!(f, "{term} is empty"),
            Term::Equal(a, b) => write!(f, "{a} == {b}"),
            Term::Not(term) => write!(f, "!({term})"),
            Term::And(a, b) => write!(f, "{a} && {b}"),
            Term::Or(a, b) => write!(f, "{a} || {b}"),
        }
    }
}

/// A truth value that may be open. It is no `bool` and has no `!` of the language: whoever branches on it says what
/// happens when it is open.
#[derive(Clone, Debug, PartialEq)]
pub enum Truth {
    /// Certainly true.
    True,
    /// Certainly false.
    False,
    /// Depends on this term.
    Open(Rc<Term>),
}

impl Truth {
    /// A certain truth.
    pub fn of(value: bool) -> Truth {
        if value { Truth::True } else { Truth::False }
    }

    /// Logical not; an open truth stays open.
    pub fn negated(self) -> Truth {
        match self {
            Truth::True => Truth::False,
            Truth::False => Truth::True,
            Truth::Open(term) => Truth::Open(match &*term {
                Term::Not(inner) => inner.clone(),
                _ => Rc::new(Term::Not(term)),
            }),
        }
    }

    /// Logical and.
    pub fn and(self, other: Truth) -> Truth {
        match (self, other) {
            (Truth::False, _) | (_, Truth::False) => Truth::False,
            (Truth::True, other) | (other, Truth::True) => other,
            (Truth::Open(a), Truth::Open(b)) => Truth::Open(Rc::new(Term::And(a, b))),
        }
    }

    /// Logical or.
    pub fn or(self, other: Truth) -> Truth {
        match (self, other) {
            (Truth::True, _) | (_, Truth::True) => Truth::True,
            (Truth::False, other) | (other, Truth::False) => other,
            (Truth::Open(a), Truth::Open(b)) => Truth::Open(Rc::new(Term::Or(a, b))),
        }
    }
}

/// A bool as the text that it is converted to.
fn text_of(truth: bool) -> &'static str {
    if truth { r#""true""# } else { r#""false""# }
}

/// `x == 1`, `x < 1`, `x > 1` as x, how it compares and the number.
pub(super) fn comparison(term: &Term) -> Option<(&Rc<Term>, Ordering, Number)> {
    let (of, order, literal) = match term {
        Term::Equal(of, literal) => (of, Ordering::Equal, literal),
        Term::Apply(name, operands) => match (&**name, operands.as_slice()) {
            ("<", [of, literal]) => (of, Ordering::Less, literal),
            (">", [of, literal]) => (of, Ordering::Greater, literal),
            _ => return None,
        },
        _ => return None,
    };
    let Term::Literal(text) = &**literal else { return None };
    Some((of, order, Number::parse(text)?))
}

/// What is assumed of undecided terms in one case.
#[derive(Clone, Debug, Default)]
pub struct Assumptions {
    facts: Vec<Fact>,
}

/// A term and whether it holds.
pub type Fact = (Rc<Term>, bool);

impl Assumptions {
    /// Whether nothing is assumed.
    pub fn is_empty(&self) -> bool {
        self.facts.is_empty()
    }

    /// These and one more.
    pub fn with(&self, term: Rc<Term>, holds: bool) -> Assumptions {
        let mut facts = self.facts.clone();
        facts.push((term, holds));
        Assumptions { facts }
    }

    /// The assumed terms and whether they hold, in the order of assumption.
    pub fn facts(&self) -> &[Fact] {
        &self.facts
    }

    /// Names of the root variables that the assumptions are about; `None` where they may be about more.
    pub fn variables(&self) -> Option<Vec<String>> {
        let mut leaves = Vec::new();
        self.facts.iter().for_each(|(term, _)| term.leaves(&mut leaves));
        let name = |leaf: &Rc<str>| Some(leaf.strip_prefix("var.")?.split(['.', '[', ' ']).next()?.to_owned());
        leaves.iter().map(name).collect()
    }

    /// What the assumptions say of a truth.
    pub fn decide(&self, term: &Rc<Term>) -> Truth {
        if self.facts.is_empty() {
            return Truth::Open(term.clone());
        }
        if let Some((_, holds)) = self.facts.iter().find(|(fact, _)| fact == term) {
            return Truth::of(*holds);
        }
        match &**term {
            Term::Not(inner) => self.decide(inner).negated(),
            Term::And(a, b) => self.decide(a).and(self.decide(b)),
            Term::Or(a, b) => self.decide(a).or(self.decide(b)),
            Term::IsNull(of) | Term::IsEmpty(of) => {
                let asks_null = matches!(**term, Term::IsNull(_));
                for (fact, holds) in &self.facts {
                    match &**fact {
                        Term::Equal(a, literal) if *holds && a == of => {
                            if let Term::Literal(text) = &**literal {
                                return Truth::of(!asks_null && &**text == "\"\"");
                            }
                        }
                        Term::IsEmpty(a) if *holds && asks_null && a == of => return Truth::False,
                        Term::IsNull(a) if *holds && !asks_null && a == of => return Truth::False,
                        _ => {}
                    }
                }
                Truth::Open(term.clone())
            }
            Term::Equal(of, literal) => {
                let Term::Literal(wanted) = &**literal else { return Truth::Open(term.clone()) };
                for (fact, holds) in &self.facts {
                    match &**fact {
                        Term::Equal(a, other) if *holds && a == of => {
                            if let Term::Literal(text) = &**other {
                                return Truth::of(text == wanted);
                            }
                        }
                        Term::IsNull(a) if *holds && a == of => return Truth::False,
                        // A bool that was made a text.
                        known if *known == **of => return Truth::of(&**wanted == text_of(*holds)),
                        Term::IsEmpty(a) if a == of => {
                            let empty = &**wanted == "\"\"";
                            if *holds || empty {
                                return Truth::of(*holds && empty);
                            }
                        }
                        _ => {}
                    }
                }
                self.compare(term)
            }
            Term::Apply(..) => self.compare(term),
            _ => match self.literal_of(term).as_deref() {
                Some(text) if text == text_of(true) => Truth::True,
                Some(text) if text == text_of(false) => Truth::False,
                _ => Truth::Open(term.clone()),
            },
        }
    }

    /// What assumed comparisons of something with numbers say of another comparison of it.
    fn compare(&self, term: &Rc<Term>) -> Truth {
        let Some((of, asked, number)) = comparison(term) else { return Truth::Open(term.clone()) };
        for (fact, holds) in &self.facts {
            let Some((_, known, bound)) = comparison(fact).filter(|(same, ..)| *same == of) else { continue };
            let order = number.cmp(&bound);
            let (below, above) = (order == Ordering::Less, order == Ordering::Greater);
            let decided = match (known, holds, asked) {
                (Ordering::Equal, true, Ordering::Equal) => Some(order == Ordering::Equal),
                (Ordering::Equal, true, Ordering::Less) => Some(above),
                (Ordering::Equal, true, Ordering::Greater) => Some(below),
                (Ordering::Equal, false, _) => None,
                (Ordering::Less, true, Ordering::Less) if !below => Some(true),
                (Ordering::Less, true, Ordering::Equal | Ordering::Greater) if !below => Some(false),
                (Ordering::Less, false, Ordering::Greater) if below => Some(true),
                (Ordering::Less, false, Ordering::Equal) if below => Some(false),
                (Ordering::Less, false, Ordering::Less) if !above => Some(false),
                (Ordering::Greater, true, Ordering::Greater) if !above => Some(true),
                (Ordering::Greater, true, Ordering::Equal | Ordering::Less) if !above => Some(false),
                (Ordering::Greater, false, Ordering::Less) if above => Some(true),
                (Ordering::Greater, false, Ordering::Equal) if above => Some(false),
                (Ordering::Greater, false, Ordering::Greater) if !below => Some(false),
                _ => None,
            };
            if let Some(decided) = decided {
                return Truth::of(decided);
            }
        }
        // Where it is neither of the others, it is this one.
        let is_ruled_out = |order| {
            let same = |fact| comparison(fact).is_some_and(|known| known == (of, order, number.clone()));
            self.facts.iter().any(|(fact, holds)| !holds && same(fact))
        };
        let mut others =
            [Ordering::Less, Ordering::Equal, Ordering::Greater].into_iter().filter(|order| *order != asked);
        if others.all(is_ruled_out) { Truth::True } else { Truth::Open(term.clone()) }
    }

    /// Whether what is assumed of `count` leaves it a whole number that is not negative.
    pub fn allow_count(&self, count: &Rc<Term>) -> bool {
        let (mut least, mut most) = (0_i64, i64::MAX);
        let mut others = Vec::new();
        for (fact, holds) in &self.facts {
            let Some((_, order, bound)) = comparison(fact).filter(|(of, ..)| *of == count) else { continue };
            let (Some(floor), Some(ceil)) = (bound.floor().to_i64(), bound.ceil().to_i64()) else { continue };
            match (order, holds) {
                (Ordering::Greater, true) => least = least.max(floor.saturating_add(1)),
                (Ordering::Greater, false) => most = most.min(floor),
                (Ordering::Less, true) => most = most.min(ceil.saturating_sub(1)),
                (Ordering::Less, false) => least = least.max(ceil),
                (Ordering::Equal, true) => (least, most) = (least.max(ceil), most.min(floor)),
                (Ordering::Equal, false) if floor == ceil => others.push(floor),
                (Ordering::Equal, false) => {}
            }
        }
        least <= most && !(least == most && others.contains(&least))
    }

    /// The first undecided atom of a boolean term: what to split on.
    pub fn atom(&self, term: &Rc<Term>) -> Rc<Term> {
        match &**term {
            Term::Not(inner) => self.atom(inner),
            Term::And(a, b) | Term::Or(a, b) => match self.decide(a) {
                Truth::Open(open) => self.atom(&open),
                Truth::True | Truth::False => self.atom(b),
            },
            _ => term.clone(),
        }
    }

    /// The literal an input is assumed to equal, if any (as Terraform prints it).
    pub fn literal_of(&self, of: &Term) -> Option<Rc<str>> {
        self.facts.iter().find_map(|(fact, holds)| match &**fact {
            Term::Equal(a, literal) if *holds && **a == *of => match &**literal {
                Term::Literal(text) => Some(text.clone()),
                _ => None,
            },
            _ => None,
        })
    }
}

/// Whether these are several, one of them fixed.
fn are_pieces(pieces: &[Rc<Term>]) -> bool {
    let is_fixed = |piece: &Rc<Term>| matches!(&**piece, Term::Literal(text) if text.len() > r#""""#.len());
    pieces.len() > 1 && pieces.iter().any(is_fixed)
}

/// Whether a format says more than what to write its arguments as.
fn has_fixed_text(format: &str) -> bool {
    let mut in_verb = false;
    format.chars().any(|character| {
        let is_fixed = !in_verb && character != '%';
        in_verb = !in_verb && character == '%' || in_verb && !character.is_ascii_alphabetic() && character != '%';
        is_fixed
    })
}
