//! Whether what is not known is empty: what is asked of `toset(x)` or `concat(x, y)` is asked of x and y.

use std::rc::Rc;

use super::term::{Assumptions, Term, Truth};

/// Functions of one collection whose result is empty just when the collection is.
pub(super) const KEEP_EMPTINESS: [&str; 10] =
    ["toset", "tolist", "tomap", "keys", "values", "distinct", "sort", "reverse", "nonsensitive", "sensitive"];

/// Whether the string or collection that a term stands for is empty, as far as the assumptions tell.
pub(super) fn is_empty(assumptions: &Assumptions, term: &Rc<Term>) -> Truth {
    let all = |operands: &[Rc<Term>], is: &dyn Fn(&Rc<Term>) -> Truth| {
        operands.iter().fold(Truth::True, |all, operand| all.and(is(operand)))
    };
    match &**term {
        Term::Literal(text) if matches!(&**text, "[]" | "{}" | "\"\"" | "tolist([])" | "toset([])" | "tomap({})") => {
            Truth::True
        }
        Term::Literal(_) => Truth::False,
        Term::Apply(name, operands) => match (&**name, operands.as_slice()) {
            (name, [only]) if keeps_emptiness(name) => is_empty(assumptions, only),
            ("concat" | "merge", [_, ..]) => all(operands, &|operand| is_empty(assumptions, operand)),
            ("compact", [of]) => match &**of {
                Term::Apply(name, texts) if &**name == "[...]" => all(texts, &|text| {
                    assumptions.decide(&Rc::new(Term::IsNull(text.clone()))).or(is_empty(assumptions, text))
                }),
                _ => assumptions.decide(&Rc::new(Term::IsEmpty(term.clone()))),
            },
            ("[...]" | "{...}", operands) => Truth::of(operands.is_empty()),
            ("range", [limit]) => {
                let zero = Rc::new(Term::Literal("0".into()));
                assumptions.decide(&Rc::new(Term::Equal(limit.clone(), zero)))
            }
            _ => assumptions.decide(&Rc::new(Term::IsEmpty(term.clone()))),
        },
        _ => assumptions.decide(&Rc::new(Term::IsEmpty(term.clone()))),
    }
}

/// Whether what is made of a collection is empty just when the collection is: also a `for` without condition, a splat
/// of a list.
fn keeps_emptiness(name: &str) -> bool {
    KEEP_EMPTINESS.contains(&name) || name.starts_with("for:") || name.starts_with("splat:") && !name.ends_with('?')
}
