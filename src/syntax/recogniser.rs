//! Whether an expression stands at a place, and where it ends, told in one go over its bytes and without building
//! anything: most expressions of a configuration are never asked for their value.
//!
//! What is not surely an expression for Terraform and hcl-edit alike is left to hcl-edit: rare forms as well as mistakes.
//! `None` says that everywhere in this file.

use super::lower::MAX_DEPTH;

/// Levels of brackets, templates and blocks; hcl-edit takes 64, where an operand and what is in it may be one each.
pub(super) const MAX_LEVEL: usize = 24;

/// Levels of the tree that will be built: far below what is too deep for hcl-edit and for us.
const MAX_HEIGHT: usize = MAX_DEPTH / 3;

/// Digits of a number, and items of an object: beyond them hcl-edit rounds, or takes long.
const MAX_DIGITS: usize = 15;
const MAX_ITEMS: usize = 256;

/// Where line breaks are white space: in brackets and templates, not in blocks and objects.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Lines {
    /// They are.
    Free,
    /// One ends the expression.
    End,
}

/// A place in a text.
pub(super) struct Recogniser<'a> {
    text: &'a str,
    /// The next byte.
    pub at: usize,
    /// Keys of the objects that are open.
    keys: Vec<&'a str>,
}

impl<'a> Recogniser<'a> {
    /// At the start of `text`.
    pub(super) fn new(text: &'a str) -> Self {
        Recogniser { text, at: 0, keys: Vec::new() }
    }

    /// The byte so far ahead, 0 past the end.
    pub(super) fn peek(&self, ahead: usize) -> u8 {
        self.text.as_bytes().get(self.at + ahead).copied().unwrap_or(0)
    }

    fn rest(&self) -> &'a [u8] {
        self.text.as_bytes().get(self.at..).unwrap_or_default()
    }

    /// The text from a place to here.
    pub(super) fn since(&self, start: usize) -> &'a str {
        self.text.get(start..self.at).unwrap_or_default()
    }

    /// Goes past this byte, if it is the next.
    pub(super) fn take(&mut self, byte: u8) -> Option<()> {
        (self.peek(0) == byte).then(|| self.at += 1)
    }

    /// Goes past spaces and tabs.
    pub(super) fn blanks(&mut self) {
        while matches!(self.peek(0), b' ' | b'\t') {
            self.at += 1;
        }
    }

    /// Goes past white space and comments, with `Lines::End` to the end of the line at most.
    pub(super) fn space(&mut self, lines: Lines) -> Option<()> {
        loop {
            match (self.peek(0), self.peek(1)) {
                (b' ' | b'\t', _) => self.at += 1,
                (b'\n', _) | (b'\r', b'\n') | (b'#', _) | (b'/', b'/') if lines == Lines::End => return Some(()),
                (b'\n', _) => self.at += 1,
                (b'\r', b'\n') => self.at += 2,
                (b'\r', _) => return None,
                (b'#', _) | (b'/', b'/') => {
                    let rest = self.rest();
                    let length = rest.iter().position(|byte| *byte == b'\n').unwrap_or(rest.len());
                    let line = rest.get(..length)?;
                    if line.strip_suffix(b"\r").unwrap_or(line).contains(&b'\r') {
                        return None;
                    }
                    self.at += length;
                }
                (b'/', b'*') => {
                    let comment = self.text.get(self.at + 2..)?.split_once("*/")?.0;
                    if lines == Lines::End && comment.contains('\n') {
                        return None;
                    }
                    self.at += comment.len() + 4;
                }
                _ => return Some(()),
            }
        }
    }

    /// Goes past a name of ASCII characters.
    pub(super) fn name(&mut self) -> Option<&'a str> {
        let start = self.at;
        if !matches!(self.peek(0), b'a'..=b'z' | b'A'..=b'Z' | b'_') {
            return None;
        }
        self.at += self.rest().iter().take_while(|byte| is_in_name(**byte)).count();
        (self.peek(0) < 0x80).then(|| self.since(start))
    }

    /// Goes to the quote that ends a string of plain characters.
    pub(super) fn until_quote(&mut self) -> Option<&'a str> {
        let start = self.at;
        let is_plain = |byte: &&u8| matches!(byte, b' '..=b'~') && !matches!(byte, b'"' | b'\\' | b'$' | b'%');
        self.at += self.rest().iter().take_while(is_plain).count();
        (self.peek(0) == b'"').then(|| self.since(start))
    }

    /// Goes past this word, if it is the next.
    fn word(&mut self, word: &str) -> Option<()> {
        let rest = self.rest().strip_prefix(word.as_bytes())?;
        rest.first().is_none_or(|next| !is_in_name(*next) && *next < 0x80).then(|| self.at += word.len())
    }

    /// Goes past an expression and tells how many levels its tree has at most. What follows is for the caller to look at.
    pub(super) fn expression(&mut self, lines: Lines, level: usize) -> Option<usize> {
        let mut height = self.operand(lines, level)?;
        loop {
            let end = self.at;
            self.space(lines)?;
            let length = match (self.peek(0), self.peek(1)) {
                (b'?', _) => {
                    self.at += 1;
                    self.space(lines)?;
                    height = height.max(self.expression(lines, level + 1)?);
                    self.space(lines)?;
                    self.take(b':')?;
                    self.space(lines)?;
                    return bounded(height.max(self.expression(lines, level + 1)?));
                }
                (b'=' | b'!' | b'<' | b'>', b'=') | (b'&', b'&') | (b'|', b'|') => 2,
                (b'<', b'<') => return None,
                (b'/', b'/') => 0,
                (b'<' | b'>' | b'+' | b'-' | b'*' | b'/' | b'%', _) => 1,
                _ => 0,
            };
            if length == 0 {
                self.at = end;
                return Some(height);
            }
            self.at += length;
            self.space(lines)?;
            height = bounded(height.max(self.operand(lines, level)?))?;
        }
    }

    /// What stands between operators, with its steps.
    fn operand(&mut self, lines: Lines, level: usize) -> Option<usize> {
        if level > MAX_LEVEL {
            return None;
        }
        if matches!(self.peek(0), b'-' | b'!') {
            self.at += 1;
            return match self.peek(0) {
                b'-' | b'!' => None,
                _ => bounded(self.operand(lines, level + 1)?),
            };
        }
        let height = match self.peek(0) {
            first @ (b'"' | b'<' | b'0'..=b'9') => {
                let height = match first {
                    b'"' => self.quoted(level)?,
                    b'<' => self.heredoc(level)?,
                    _ => self.number()?,
                };
                return (!self.goes_on(lines)).then_some(height);
            }
            b'[' => {
                self.at += 1;
                self.space(Lines::Free)?;
                match self.word("for") {
                    Some(()) => self.for_list(level)?,
                    None => self.list(b']', level)?,
                }
            }
            b'{' => {
                self.at += 1;
                self.space(Lines::Free)?;
                match self.word("for") {
                    Some(()) => self.for_object(level)?,
                    None => self.object(level)?,
                }
            }
            b'(' => {
                self.at += 1;
                self.space(Lines::Free)?;
                let height = self.expression(Lines::Free, level + 1)?;
                self.space(Lines::Free)?;
                self.take(b')')?;
                height
            }
            _ => {
                self.name()?;
                match self.peek(0) {
                    b'(' => {
                        self.at += 1;
                        self.space(Lines::Free)?;
                        self.list(b')', level)?
                    }
                    b':' if self.peek(1) == b':' => return None,
                    _ => 0,
                }
            }
        };
        self.steps(height + 1, lines, level)
    }

    /// `.name`, `.*`, `[key]` and `[*]`, of which one splat at most.
    fn steps(&mut self, mut height: usize, lines: Lines, level: usize) -> Option<usize> {
        let mut splats = 0;
        loop {
            match (self.peek(0), self.peek(1)) {
                (b'.', b'.') => break,
                (b'.', b'*') => {
                    self.at += 2;
                    splats += 1;
                }
                (b'.', _) => {
                    self.at += 1;
                    self.name()?;
                }
                (b'[', _) => {
                    self.at += 1;
                    self.space(Lines::Free)?;
                    if self.take(b'*').is_some() {
                        splats += 1;
                    } else {
                        height = height.max(self.expression(Lines::Free, level + 1)?);
                    }
                    self.space(Lines::Free)?;
                    self.take(b']')?;
                }
                _ => break,
            }
            height = bounded(height)?;
        }
        (splats < 2 && !self.goes_on(lines)).then_some(height)
    }

    /// Whether white space and a further step follow, or the brackets of a call.
    fn goes_on(&self, lines: Lines) -> bool {
        let mut rest = self.rest();
        while let [b' ' | b'\t' | b'\r' | b'\n', after @ ..] = rest {
            if lines == Lines::End && rest.starts_with(b"\n") {
                return false;
            }
            rest = after;
        }
        matches!(rest, [b'[' | b'(', ..]) || matches!(rest, [b'.', next, ..] if *next != b'.')
    }

    fn number(&mut self) -> Option<usize> {
        let start = self.at;
        let digits = |rest: &[u8]| rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
        self.at += digits(self.rest());
        if self.peek(0) == b'.' && self.peek(1).is_ascii_digit() {
            self.at += 1;
            self.at += digits(self.rest());
        }
        let next = self.peek(0);
        (self.at - start <= MAX_DIGITS && !is_in_name(next) && next < 0x80).then_some(1)
    }

    /// Expressions to the closing bracket, which is gone past, of a list or a call.
    fn list(&mut self, close: u8, level: usize) -> Option<usize> {
        let mut height = 0;
        while self.take(close).is_none() {
            height = height.max(self.expression(Lines::Free, level + 1)?);
            self.space(Lines::Free)?;
            match self.peek(0) {
                b',' => {
                    self.at += 1;
                    self.space(Lines::Free)?;
                }
                b'.' if close == b')' => {
                    self.rest().starts_with(b"...").then(|| self.at += 3)?;
                    self.space(Lines::Free)?;
                    self.take(close)?;
                    break;
                }
                _ => {
                    self.take(close)?;
                    break;
                }
            }
        }
        Some(height)
    }

    /// From after the brace to the closing one, which is gone past.
    fn object(&mut self, level: usize) -> Option<usize> {
        let mut height = 0;
        let mut computed = 0;
        let first = self.keys.len();
        loop {
            self.space(Lines::Free)?;
            if self.take(b'}').is_some() {
                break;
            }
            let start = self.at;
            let key = match self.peek(0) {
                b'"' => {
                    height = height.max(self.quoted(level)?);
                    self.since(start)
                }
                b'(' => {
                    height = height.max(self.operand(Lines::End, level + 1)?);
                    self.since(start)
                }
                _ => self.name()?,
            };
            // Two keys that are the same are read in a way of their own; whether two expressions are is not told here.
            let plain = key.trim_matches('"');
            computed += usize::from(plain.contains(['(', '$', '%', '\\']));
            let before = self.keys.get(first..)?;
            if computed > 1 || before.len() >= MAX_ITEMS || before.contains(&plain) {
                return None;
            }
            self.keys.push(plain);
            self.blanks();
            match (self.peek(0), self.peek(1)) {
                (b'=', b'=' | b'>') => return None,
                (b'=' | b':', _) => self.at += 1,
                _ => return None,
            }
            self.blanks();
            height = height.max(self.expression(Lines::End, level + 1)?);
            self.space(Lines::End)?;
            match self.peek(0) {
                b',' => self.at += 1,
                b'}' | b'\n' | b'\r' | b'#' | b'/' => {}
                _ => return None,
            }
        }
        self.keys.truncate(first);
        Some(height)
    }

    /// From after `for` to after the colon.
    fn for_intro(&mut self, level: usize) -> Option<usize> {
        self.space(Lines::Free)?;
        self.name()?;
        self.space(Lines::Free)?;
        if self.take(b',').is_some() {
            self.space(Lines::Free)?;
            self.name()?;
            self.space(Lines::Free)?;
        }
        self.word("in")?;
        self.space(Lines::Free)?;
        let height = self.expression(Lines::Free, level + 1)?;
        self.space(Lines::Free)?;
        self.take(b':')?;
        self.space(Lines::Free)?;
        Some(height)
    }

    fn for_list(&mut self, level: usize) -> Option<usize> {
        let height = self.for_intro(level)?.max(self.expression(Lines::Free, level + 1)?);
        self.for_end(height, b']', level)
    }

    fn for_object(&mut self, level: usize) -> Option<usize> {
        let height = self.for_intro(level)?.max(self.expression(Lines::Free, level + 1)?);
        self.space(Lines::Free)?;
        self.rest().starts_with(b"=>").then(|| self.at += 2)?;
        self.space(Lines::Free)?;
        let height = height.max(self.expression(Lines::Free, level + 1)?);
        self.space(Lines::Free)?;
        if self.rest().starts_with(b"...") {
            self.at += 3;
        }
        self.for_end(height, b'}', level)
    }

    /// The condition, if there is one, and the closing bracket.
    fn for_end(&mut self, mut height: usize, close: u8, level: usize) -> Option<usize> {
        self.space(Lines::Free)?;
        if self.word("if").is_some() {
            self.space(Lines::Free)?;
            height = height.max(self.expression(Lines::Free, level + 1)?);
            self.space(Lines::Free)?;
        }
        self.take(close)?;
        Some(height)
    }

    /// A quoted string, with interpolations.
    fn quoted(&mut self, level: usize) -> Option<usize> {
        let mut height = 1;
        self.at += 1;
        loop {
            let rest = self.rest();
            self.at += rest.iter().position(|byte| matches!(byte, b'"' | b'\\' | b'\n' | b'\r' | b'$' | b'%'))?;
            match (self.peek(0), self.peek(1)) {
                (b'"', _) => {
                    self.at += 1;
                    return Some(height);
                }
                (b'\\', b'n' | b'r' | b't' | b'\\' | b'"') => self.at += 2,
                (b'$' | b'%', _) => height = height.max(self.marker(level)?),
                _ => return None,
            }
        }
    }

    /// At `$` or `%` in a template: past an interpolation, past an escaped one, or past the sign alone.
    fn marker(&mut self, level: usize) -> Option<usize> {
        match (self.peek(0), self.peek(1), self.peek(2)) {
            (b'$', b'{', _) => {
                self.at += 2;
                let _ = self.take(b'~');
                self.space(Lines::Free)?;
                let height = self.expression(Lines::Free, level + 1)?;
                self.space(Lines::Free)?;
                let _ = self.take(b'~');
                self.take(b'}')?;
                bounded(height)
            }
            (b'$', b'$', b'{') | (b'%', b'%', b'{') => {
                self.at += 3;
                Some(1)
            }
            (b'%', b'{', _) | (b'$', b'$', _) | (b'%', b'%', _) => None,
            _ => {
                self.at += 1;
                Some(1)
            }
        }
    }

    /// A heredoc whose lines begin with its marker only where it ends.
    fn heredoc(&mut self, level: usize) -> Option<usize> {
        let mut height = 1;
        self.rest().starts_with(b"<<").then(|| self.at += 2)?;
        let _ = self.take(b'-');
        let marker = self.name()?;
        self.take(b'\n')?;
        let first = self.at;
        loop {
            let start = self.at;
            self.blanks();
            if self.rest().starts_with(marker.as_bytes()) {
                self.at += marker.len();
                let ends = start > first && matches!((self.peek(0), self.peek(1)), (b'\n', _) | (b'\r', b'\n'));
                return ends.then_some(height);
            }
            loop {
                let rest = self.rest();
                self.at += rest.iter().position(|byte| matches!(byte, b'\n' | b'$' | b'%'))?;
                if self.take(b'\n').is_some() {
                    break;
                }
                let marker = self.at;
                height = height.max(self.marker(level)?);
                if self.since(marker).contains('\n') {
                    return None;
                }
            }
        }
    }
}

/// One level more, if there may be.
fn bounded(height: usize) -> Option<usize> {
    (height < MAX_HEIGHT).then_some(height + 1)
}

/// Whether a byte goes on with a name.
pub(super) fn is_in_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-')
}
