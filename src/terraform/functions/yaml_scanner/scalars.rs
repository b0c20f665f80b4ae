//! Scalars in blocks, in quotes and plain, their lines folded.

use super::{Scanner, is_blank, is_blank_or_end, is_break, is_break_or_end};

/// What stands between two words of a scalar.
#[derive(Default)]
struct Gap {
    blanks: String,
    first_break: String,
    other_breaks: String,
}

impl Gap {
    /// A single line break becomes a space; of several, the first goes.
    fn fold_into(&mut self, text: &mut String) {
        if self.first_break == "\n" {
            text.push_str(if self.other_breaks.is_empty() { " " } else { &self.other_breaks });
        } else {
            text.push_str(&self.first_break);
            text.push_str(&self.other_breaks);
        }
        *self = Gap::default();
    }
}

impl Scanner {
    pub(super) fn block_scalar(&mut self, literal: bool) -> Result<String, &'static str> {
        self.skip();
        let (mut chomping, mut increment) = (None, 0);
        for _ in 0..2 {
            match self.peek(0) {
                sign @ ('+' | '-') if chomping.is_none() => chomping = Some(sign),
                '0' if increment == 0 => return Err("found an indentation indicator equal to 0"),
                digit @ '1'..='9' if increment == 0 => increment = digit as isize - '0' as isize,
                _ => break,
            }
            self.skip();
        }
        self.end_of_line()?;
        let mut indent = if increment > 0 { self.indent.max(0) + increment } else { 0 };
        let (mut text, mut leading_break, mut trailing_breaks) = (String::new(), String::new(), String::new());
        let mut leading_blank = false;
        self.block_scalar_breaks(&mut indent, &mut trailing_breaks)?;
        while self.place.column == indent && self.peek(0) != '\0' {
            let begins_blank = is_blank(self.peek(0));
            if !literal && !leading_blank && !begins_blank && leading_break == "\n" {
                if trailing_breaks.is_empty() {
                    text.push(' ');
                }
            } else {
                text.push_str(&leading_break);
            }
            leading_break.clear();
            text.push_str(&trailing_breaks);
            trailing_breaks.clear();
            leading_blank = begins_blank;
            while !is_break_or_end(self.peek(0)) {
                self.read(&mut text);
            }
            self.read_break(&mut leading_break);
            self.block_scalar_breaks(&mut indent, &mut trailing_breaks)?;
        }
        if chomping != Some('-') {
            text.push_str(&leading_break);
        }
        if chomping == Some('+') {
            text.push_str(&trailing_breaks);
        }
        Ok(text)
    }

    /// Empty lines and the indentation of the next; where none was given, the first line with text tells how deep it is.
    fn block_scalar_breaks(&mut self, indent: &mut isize, breaks: &mut String) -> Result<(), &'static str> {
        let mut deepest = 0;
        loop {
            let within = |scanner: &Scanner| *indent == 0 || scanner.place.column < *indent;
            while within(self) && self.peek(0) == ' ' {
                self.skip();
            }
            deepest = deepest.max(self.place.column);
            if within(self) && self.peek(0) == '\t' {
                return Err("found a tab character where an indentation space is expected");
            }
            if !is_break(self.peek(0)) {
                break;
            }
            self.read_break(breaks);
        }
        if *indent == 0 {
            *indent = deepest.max(self.indent + 1).max(1);
        }
        Ok(())
    }

    pub(super) fn quoted_scalar(&mut self, quote: char) -> Result<String, &'static str> {
        self.skip();
        let mut text = String::new();
        let mut gap = Gap::default();
        loop {
            if self.at_document_indicator() {
                return Err("found unexpected document indicator");
            }
            if self.peek(0) == '\0' {
                return Err("found unexpected end of stream");
            }
            let mut after_break = false;
            while let character = self.peek(0)
                && !is_blank_or_end(character)
            {
                if character == quote {
                    if quote == '"' || self.peek(1) != '\'' {
                        break;
                    }
                    self.skip();
                    self.read(&mut text);
                } else if quote == '"' && character == '\\' {
                    self.skip();
                    if is_break(self.peek(0)) {
                        self.read_break(&mut String::new());
                        after_break = true;
                        break;
                    }
                    text.push(self.escape()?);
                } else {
                    self.read(&mut text);
                }
            }
            if self.peek(0) == quote {
                self.skip();
                return Ok(text);
            }
            self.gap(&mut gap, &mut after_break, isize::MIN)?;
            if after_break {
                gap.fold_into(&mut text);
            } else {
                text.push_str(&gap.blanks);
                gap.blanks.clear();
            }
        }
    }

    fn escape(&mut self) -> Result<char, &'static str> {
        let escaped = self.peek(0);
        self.skip();
        let digits = match escaped {
            '0' => return Ok('\0'),
            'a' => return Ok('\x07'),
            'b' => return Ok('\x08'),
            't' | '\t' => return Ok('\t'),
            'n' => return Ok('\n'),
            'v' => return Ok('\x0b'),
            'f' => return Ok('\x0c'),
            'r' => return Ok('\r'),
            'e' => return Ok('\x1b'),
            ' ' | '"' | '\'' | '\\' => return Ok(escaped),
            'N' => return Ok('\u{85}'),
            '_' => return Ok('\u{a0}'),
            'L' => return Ok('\u{2028}'),
            'P' => return Ok('\u{2029}'),
            'x' => 2,
            'u' => 4,
            'U' => 8,
            _ => return Err("found unknown escape character"),
        };
        let mut code: u32 = 0;
        for _ in 0..digits {
            let digit = self.peek(0).to_digit(16).ok_or("did not find expected hexdecimal number")?;
            code = code << 4 | digit;
            self.skip();
        }
        char::from_u32(code).ok_or("found invalid Unicode character escape code")
    }

    /// Blanks and line breaks; past the first break, blanks are indentation.
    fn gap(&mut self, gap: &mut Gap, after_break: &mut bool, indent: isize) -> Result<(), &'static str> {
        loop {
            let character = self.peek(0);
            if is_blank(character) {
                if !*after_break {
                    self.read(&mut gap.blanks);
                } else if character == '\t' && self.place.column < indent {
                    return Err("found a tab character that violates indentation");
                } else {
                    self.skip();
                }
            } else if is_break(character) {
                if *after_break {
                    self.read_break(&mut gap.other_breaks);
                } else {
                    gap.blanks.clear();
                    self.read_break(&mut gap.first_break);
                    *after_break = true;
                }
            } else {
                return Ok(());
            }
        }
    }

    pub(super) fn plain_scalar(&mut self) -> Result<String, &'static str> {
        let indent = self.indent + 1;
        let mut text = String::new();
        let mut gap = Gap::default();
        let mut after_break = false;
        while !self.at_document_indicator() && self.peek(0) != '#' {
            while let character = self.peek(0)
                && !is_blank_or_end(character)
            {
                let ends = character == ':' && is_blank_or_end(self.peek(1))
                    || self.in_flow() && matches!(character, ',' | '?' | '[' | ']' | '{' | '}');
                if ends {
                    break;
                }
                if after_break {
                    gap.fold_into(&mut text);
                    after_break = false;
                } else {
                    text.push_str(&gap.blanks);
                    gap.blanks.clear();
                }
                self.read(&mut text);
            }
            if !is_blank(self.peek(0)) && !is_break(self.peek(0)) {
                break;
            }
            self.gap(&mut gap, &mut after_break, indent)?;
            if !self.in_flow() && self.place.column < indent {
                break;
            }
        }
        self.simple_key_allowed |= after_break;
        Ok(text)
    }
}
