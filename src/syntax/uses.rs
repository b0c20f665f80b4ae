//! What a text refers to, told from its tokens.

use std::ops::Range;

use super::lexer::{Kind, Lexer};

/// The names after `root` and a dot, as `x` in `var.x`, with the place of both; no comment or literal text counts.
pub fn attributes_of<'a>(text: &'a str, root: &str) -> impl Iterator<Item = (&'a str, Range<usize>)> {
    // How many tokens of a reference were read, and where it begins.
    let (mut read, mut start) = (0, 0);
    Lexer::new(text, 0).filter_map(move |token| {
        let word = text.get(token.start..token.end).unwrap_or_default();
        let is_dot = token.kind == Kind::Other && word == ".";
        read = match (read, token.kind) {
            (0, Kind::Word) if word == root => {
                start = token.start;
                1
            }
            (1, _) if is_dot => 2,
            (2, Kind::Word) => {
                read = 0;
                return Some((word, start..token.end));
            }
            // What follows a dot is no root.
            _ if is_dot => 3,
            _ => 0,
        };
        None
    })
}
