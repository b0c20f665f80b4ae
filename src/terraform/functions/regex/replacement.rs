//! What a match is replaced by, in which `$1`, `$name` and `${name}` are groups.

use regex_lite::Captures;

use super::pattern::Names;
use crate::terraform::functions::unicode_class::Class;

enum Piece<'t> {
    Text(&'t str),
    Number(usize),
    Name(&'t str),
}

pub(super) struct Replacement<'t>(Vec<Piece<'t>>);

impl<'t> Replacement<'t> {
    pub(super) fn new(text: &'t str) -> Replacement<'t> {
        let letters = (!text.is_ascii()).then(|| Class::new("[\\p{L}\\p{Nd}]", false));
        let mut pieces = Vec::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('$') {
            pieces.push(Piece::Text(before));
            let name = group_name(after, letters.as_ref());
            let (piece, behind) = match after.strip_prefix('$') {
                Some(behind) => (Piece::Text("$"), behind),
                None => name.map_or((Piece::Text("$"), after), |(name, behind)| (group(name), behind)),
            };
            pieces.push(piece);
            rest = behind;
        }
        pieces.push(Piece::Text(rest));
        Replacement(pieces)
    }

    /// Appends it for a match.
    pub(super) fn push(&self, captures: &Captures, names: &Names, out: &mut String) {
        for piece in &self.0 {
            let found = match piece {
                Piece::Text(text) => {
                    out.push_str(text);
                    continue;
                }
                Piece::Number(number) => captures.get(*number),
                // Of several groups with a name, the first that took part.
                Piece::Name(name) => {
                    let mut named = (1..).zip(names).filter(|(_, other)| other.as_deref() == Some(*name));
                    named.find_map(|(number, _)| captures.get(number))
                }
            };
            out.push_str(found.map_or("", |found| found.as_str()));
        }
    }
}

/// A number of less than ten digits, none of them a zero before others, is no name.
fn group(name: &str) -> Piece<'_> {
    let is_number = name.len() < 10 && (name == "0" || !name.starts_with('0'));
    match name.parse().ok().filter(|_| is_number) {
        Some(number) => Piece::Number(number),
        None => Piece::Name(name),
    }
}

/// The name after `$`, with or without braces, and what follows; `None` if there is none.
fn group_name<'t>(after: &'t str, letters: Option<&Class>) -> Option<(&'t str, &'t str)> {
    let inside = after.strip_prefix('{');
    let text = inside.unwrap_or(after);
    let is_in_name = |character: char| match character.is_ascii() {
        true => character.is_ascii_alphanumeric() || character == '_',
        false => letters.is_some_and(|letters| letters.contains(character)),
    };
    let end = text.find(|character| !is_in_name(character)).unwrap_or(text.len());
    let (name, rest) = text.split_at(end);
    let rest = if inside.is_some() { rest.strip_prefix('}')? } else { rest };
    (!name.is_empty()).then_some((name, rest))
}
