//! Where strings, heredocs, comments and brackets begin and end: enough structure to split a file that does not
//! parse, to find comments, and to tell which newlines matter. Never fails and never looks back: linear on any input.

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A line break outside strings, heredocs and comments.
    Newline,
    /// A comment; a line comment ends before its line break.
    Comment,
    /// `(`, `[`, `{`.
    Open,
    /// `)`, `]`, `}`.
    Close,
    /// `${` or `%{` inside a string or heredoc.
    TemplateOpen,
    /// The `}` that ends it.
    TemplateClose,
    /// Literal text of a string or heredoc, its quotes and markers included.
    Text,
    /// An identifier or number.
    Word,
    /// Any other character.
    Other,
}

/// A token and its bytes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Token {
    pub kind: Kind,
    pub start: usize,
    pub end: usize,
}

/// What is open at a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Frame {
    /// `(`, `[` or `{`, by its byte.
    Bracket(u8),
    /// A quoted string.
    Quoted,
    /// A heredoc and the bytes of its marker.
    Heredoc { marker: (usize, usize) },
    /// An interpolation or directive.
    Template,
}

/// More open frames than any text that parses has; deeper ones are not followed, so that garbage stays cheap.
const MAX_FRAMES: usize = 256;

/// The tokens of a text from some offset on.
pub(super) struct Lexer<'a> {
    text: &'a [u8],
    position: usize,
    stack: Vec<Frame>,
}

impl<'a> Lexer<'a> {
    /// Starts at byte `from`, outside everything.
    pub(super) fn new(text: &'a str, from: usize) -> Self {
        Lexer { text: text.as_bytes(), position: from, stack: Vec::new() }
    }

    /// What is open after the last token, outermost first.
    pub(super) fn stack(&self) -> &[Frame] {
        &self.stack
    }

    fn push(&mut self, frame: Frame) {
        if self.stack.len() < MAX_FRAMES {
            self.stack.push(frame);
        }
    }

    fn at(&self, offset: usize) -> u8 {
        self.text.get(self.position + offset).copied().unwrap_or(0)
    }

    fn token(&mut self, kind: Kind, length: usize) -> Token {
        let start = self.position;
        self.position = (start + length).min(self.text.len());
        Token { kind, start, end: self.position }
    }

    fn while_byte(&self, from: usize, matches: impl Fn(u8) -> bool) -> usize {
        let rest = self.text.get(self.position + from..).unwrap_or(&[]);
        from + rest.iter().position(|byte| !matches(*byte)).unwrap_or(rest.len())
    }

    fn code(&mut self) -> Option<Token> {
        while matches!(self.at(0), b' ' | b'\t' | b'\r' | 0x0c) && self.position < self.text.len() {
            self.position += 1;
        }
        if self.position >= self.text.len() {
            return None;
        }
        Some(match self.at(0) {
            b'\n' => self.token(Kind::Newline, 1),
            b'#' => self.line_comment(),
            b'/' if self.at(1) == b'/' => self.line_comment(),
            b'/' if self.at(1) == b'*' => {
                let rest = self.text.get(self.position + 2..).unwrap_or(&[]);
                let length = rest.windows(2).position(|pair| pair == b"*/").map_or(rest.len(), |at| at + 2);
                self.token(Kind::Comment, length + 2)
            }
            open @ (b'(' | b'[' | b'{') => {
                self.push(Frame::Bracket(open));
                self.token(Kind::Open, 1)
            }
            b'}' if self.stack.last() == Some(&Frame::Template) => {
                self.stack.pop();
                self.token(Kind::TemplateClose, 1)
            }
            close @ (b')' | b']' | b'}') => {
                self.close(close);
                self.token(Kind::Close, 1)
            }
            b'"' => {
                self.push(Frame::Quoted);
                self.token(Kind::Text, 1)
            }
            b'<' if self.at(1) == b'<' => self.heredoc(),
            first if first.is_ascii_alphanumeric() || first == b'_' || first >= 0x80 => {
                let length = self.while_byte(1, |b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-' || b >= 0x80);
                self.token(Kind::Word, length)
            }
            _ => self.token(Kind::Other, 1),
        })
    }

    fn line_comment(&mut self) -> Token {
        let mut length = self.while_byte(0, |byte| byte != b'\n');
        if length > 0 && self.at(length - 1) == b'\r' {
            length -= 1;
        }
        self.token(Kind::Comment, length)
    }

    /// A closing bracket closes what it matches, and what was left open inside that; a stray one closes nothing.
    fn close(&mut self, close: u8) {
        let open = match close {
            b')' => b'(',
            b']' => b'[',
            _ => b'{',
        };
        for (index, frame) in self.stack.iter().enumerate().rev() {
            match frame {
                Frame::Bracket(found) if *found == open => {
                    self.stack.truncate(index);
                    return;
                }
                Frame::Bracket(_) => {}
                _ => return,
            }
        }
    }

    fn heredoc(&mut self) -> Token {
        let dash = usize::from(self.at(2) == b'-');
        let from = 2 + dash;
        let to = self.while_byte(from, |b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-' || b >= 0x80);
        let line_break = to + usize::from(self.at(to) == b'\r');
        if to == from || self.at(line_break) != b'\n' {
            return self.token(Kind::Other, 1);
        }
        let marker = (self.position + from, self.position + to);
        self.push(Frame::Heredoc { marker });
        self.token(Kind::Text, line_break + 1)
    }

    /// Literal text up to the next template sequence or the end of the string.
    fn quoted(&mut self) -> Token {
        let mut length = 0;
        loop {
            match self.at(length) {
                b'"' => {
                    self.stack.pop();
                    return self.token(Kind::Text, length + 1);
                }
                // A string ends with its line; without this a missing quote would swallow the file.
                b'\n' => {
                    self.stack.pop();
                    return self.token(Kind::Text, length);
                }
                b'\\' if self.at(length + 1) != b'\n' => length += 2,
                marker @ (b'$' | b'%') if self.at(length + 1) == marker && self.at(length + 2) == b'{' => length += 3,
                b'$' | b'%' if self.at(length + 1) == b'{' => return self.text_or_template(length),
                _ => length += 1,
            }
            if self.position + length >= self.text.len() {
                self.stack.pop();
                return self.token(Kind::Text, length);
            }
        }
    }

    fn text_or_template(&mut self, length: usize) -> Token {
        if length > 0 {
            return self.token(Kind::Text, length);
        }
        self.push(Frame::Template);
        self.token(Kind::TemplateOpen, 2)
    }

    /// Literal text of a heredoc, at most to the end of the line.
    fn heredoc_text(&mut self, marker: (usize, usize)) -> Token {
        let starts_line = self.position > 0 && self.text.get(self.position - 1) == Some(&b'\n');
        if starts_line {
            let end = self.while_byte(0, |byte| byte != b'\n');
            let line = self.text.get(self.position..self.position + end).unwrap_or(&[]);
            let wanted = self.text.get(marker.0..marker.1).unwrap_or(&[]);
            if line.trim_ascii() == wanted {
                self.stack.pop();
                let indent = line.len() - line.trim_ascii_start().len();
                return self.token(Kind::Text, indent + wanted.len());
            }
        }
        let mut length = 0;
        loop {
            match self.at(length) {
                b'\n' => return self.token(Kind::Text, length + 1),
                marker @ (b'$' | b'%') if self.at(length + 1) == marker && self.at(length + 2) == b'{' => length += 3,
                b'$' | b'%' if self.at(length + 1) == b'{' => return self.text_or_template(length),
                _ => length += 1,
            }
            if self.position + length >= self.text.len() {
                return self.token(Kind::Text, length);
            }
        }
    }
}

impl Iterator for Lexer<'_> {
    type Item = Token;

    fn next(&mut self) -> Option<Token> {
        if self.position >= self.text.len() {
            return None;
        }
        match self.stack.last() {
            Some(Frame::Quoted) => Some(self.quoted()),
            Some(Frame::Heredoc { marker }) => {
                let marker = *marker;
                Some(self.heredoc_text(marker))
            }
            _ => self.code(),
        }
    }
}
