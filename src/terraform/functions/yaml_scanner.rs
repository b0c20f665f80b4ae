//! YAML text to tokens, by the rules that go-yaml has from libyaml: YAML 1.1 in a dialect of its own, in which flow
//! collections need no indentation and comments no space before them.

mod scalars;

use super::signature::BUDGET;

/// Deeper flow collections are refused.
const DEEPEST: usize = 200;
/// A key on the line of its `:` is no longer than this.
const LONGEST_SIMPLE_KEY: usize = 1024;

#[derive(Clone, Copy, PartialEq)]
pub(super) enum ScalarStyle {
    Plain,
    Quoted,
    Block,
}

#[derive(Clone, PartialEq)]
pub(super) enum Token {
    VersionDirective { is_1_1: bool },
    TagDirective { handle: String, prefix: String },
    DocumentStart,
    DocumentEnd,
    BlockSequenceStart,
    BlockMappingStart,
    BlockEnd,
    FlowSequenceStart,
    FlowSequenceEnd,
    FlowMappingStart,
    FlowMappingEnd,
    BlockEntry,
    FlowEntry,
    Key,
    Value,
    Alias(String),
    Anchor(String),
    Tag { handle: String, suffix: String },
    Scalar(String, ScalarStyle),
    StreamEnd,
}

/// All tokens; `StreamEnd` is the last.
pub(super) fn scan(text: &str) -> Result<Vec<Token>, &'static str> {
    let chars: Vec<char> = text.strip_prefix('\u{feff}').unwrap_or(text).chars().collect();
    if !chars.iter().copied().all(is_allowed) {
        return Err("control characters are not allowed");
    }
    let mut scanner = Scanner {
        chars,
        place: Place { at: 0, line: 0, column: 0 },
        indent: -1,
        indents: Vec::new(),
        simple_keys: vec![None],
        simple_key_allowed: true,
        tokens: Vec::new(),
    };
    while scanner.tokens.last() != Some(&Token::StreamEnd) {
        scanner.next_token()?;
    }
    Ok(scanner.tokens)
}

fn is_allowed(character: char) -> bool {
    matches!(character, '\t' | '\n' | '\r' | ' '..='~' | '\u{85}' | '\u{a0}'..='\u{fffd}' | '\u{10000}'..)
}

fn is_blank(character: char) -> bool {
    matches!(character, ' ' | '\t')
}

fn is_break(character: char) -> bool {
    matches!(character, '\r' | '\n' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// The end of the text is read as a zero, which nothing else is.
fn is_break_or_end(character: char) -> bool {
    is_break(character) || character == '\0'
}

fn is_blank_or_end(character: char) -> bool {
    is_blank(character) || is_break_or_end(character)
}

fn is_word(character: char) -> bool {
    character.is_ascii_alphanumeric() || matches!(character, '-' | '_')
}

#[derive(Clone, Copy)]
struct Place {
    at: usize,
    line: usize,
    column: isize,
}

/// Where a key may have begun that no `?` marks.
#[derive(Clone, Copy)]
struct SimpleKey {
    required: bool,
    token: usize,
    place: Place,
}

struct Scanner {
    chars: Vec<char>,
    place: Place,
    /// The column of the block that is open; -1 outside of all.
    indent: isize,
    indents: Vec<isize>,
    /// One for each open flow collection, and one for the block around them.
    simple_keys: Vec<Option<SimpleKey>>,
    simple_key_allowed: bool,
    tokens: Vec<Token>,
}

impl Scanner {
    fn peek(&self, ahead: usize) -> char {
        self.chars.get(self.place.at + ahead).copied().unwrap_or('\0')
    }

    fn skip(&mut self) {
        self.place.at += 1;
        self.place.column += 1;
    }

    fn skip_while(&mut self, test: fn(char) -> bool) {
        while test(self.peek(0)) {
            self.skip();
        }
    }

    fn skip_comment(&mut self) {
        if self.peek(0) == '#' {
            self.skip_while(|character| !is_break_or_end(character));
        }
    }

    fn read(&mut self, text: &mut String) {
        text.push(self.peek(0));
        self.skip();
    }

    fn read_break(&mut self, text: &mut String) {
        let character = self.peek(0);
        if !is_break(character) {
            return;
        }
        text.push(if matches!(character, '\u{2028}' | '\u{2029}') { character } else { '\n' });
        self.place.at += if character == '\r' && self.peek(1) == '\n' { 2 } else { 1 };
        self.place.line += 1;
        self.place.column = 0;
    }

    fn in_flow(&self) -> bool {
        self.simple_keys.len() > 1
    }

    fn at_document_indicator(&self) -> bool {
        let marker = self.peek(0);
        self.place.column == 0
            && matches!(marker, '-' | '.')
            && self.peek(1) == marker
            && self.peek(2) == marker
            && is_blank_or_end(self.peek(3))
    }

    fn next_token(&mut self) -> Result<(), &'static str> {
        self.skip_to_token();
        self.drop_stale_keys()?;
        self.unroll_indent(self.place.column);
        let (character, next) = (self.peek(0), self.peek(1));
        match character {
            '\0' => {
                self.unroll_indent(-1);
                self.remove_simple_key()?;
                self.tokens.push(Token::StreamEnd);
            }
            '%' if self.place.column == 0 => {
                self.unroll_indent(-1);
                self.remove_simple_key()?;
                self.simple_key_allowed = false;
                let token = self.directive()?;
                self.tokens.push(token);
            }
            '-' | '.' if self.at_document_indicator() => {
                self.unroll_indent(-1);
                self.remove_simple_key()?;
                self.simple_key_allowed = false;
                self.place.at += 3;
                self.place.column += 3;
                self.tokens.push(if character == '-' { Token::DocumentStart } else { Token::DocumentEnd });
            }
            '[' | '{' => {
                self.save_simple_key()?;
                self.simple_keys.push(None);
                if self.simple_keys.len() > DEEPEST {
                    return Err(BUDGET);
                }
                self.simple_key_allowed = true;
                self.push(if character == '[' { Token::FlowSequenceStart } else { Token::FlowMappingStart });
            }
            ']' | '}' => {
                self.remove_simple_key()?;
                if self.in_flow() {
                    self.simple_keys.pop();
                }
                self.simple_key_allowed = false;
                self.push(if character == ']' { Token::FlowSequenceEnd } else { Token::FlowMappingEnd });
            }
            ',' => {
                self.remove_simple_key()?;
                self.simple_key_allowed = true;
                self.push(Token::FlowEntry);
            }
            '-' if is_blank_or_end(next) => {
                if !self.in_flow() {
                    if !self.simple_key_allowed {
                        return Err("block sequence entries are not allowed in this context");
                    }
                    self.roll_indent(self.place.column, self.tokens.len(), Token::BlockSequenceStart);
                }
                self.remove_simple_key()?;
                self.simple_key_allowed = true;
                self.push(Token::BlockEntry);
            }
            '?' if self.in_flow() || is_blank_or_end(next) => {
                self.begin_mapping("mapping keys are not allowed in this context")?;
                self.remove_simple_key()?;
                self.simple_key_allowed = !self.in_flow();
                self.push(Token::Key);
            }
            ':' if self.in_flow() || is_blank_or_end(next) => self.value()?,
            '*' | '&' => {
                self.save_simple_key()?;
                self.simple_key_allowed = false;
                let token = self.anchor()?;
                self.tokens.push(token);
            }
            '!' => {
                self.save_simple_key()?;
                self.simple_key_allowed = false;
                let token = self.tag()?;
                self.tokens.push(token);
            }
            '|' | '>' if !self.in_flow() => {
                self.remove_simple_key()?;
                self.simple_key_allowed = true;
                let text = self.block_scalar(character == '|')?;
                self.tokens.push(Token::Scalar(text, ScalarStyle::Block));
            }
            '\'' | '"' => {
                self.save_simple_key()?;
                self.simple_key_allowed = false;
                let text = self.quoted_scalar(character)?;
                self.tokens.push(Token::Scalar(text, ScalarStyle::Quoted));
            }
            _ => {
                let begins_plain = match character {
                    '-' => !is_blank(next),
                    '?' | ':' => !self.in_flow() && !is_blank_or_end(next),
                    '#' | '|' | '>' | '%' | '@' | '`' => false,
                    character => !is_blank(character),
                };
                if !begins_plain {
                    return Err("found character that cannot start any token");
                }
                self.save_simple_key()?;
                self.simple_key_allowed = false;
                let text = self.plain_scalar()?;
                self.tokens.push(Token::Scalar(text, ScalarStyle::Plain));
            }
        }
        Ok(())
    }

    /// A token of one character.
    fn push(&mut self, token: Token) {
        self.skip();
        self.tokens.push(token);
    }

    fn skip_to_token(&mut self) {
        loop {
            while self.peek(0) == ' ' || (self.in_flow() || !self.simple_key_allowed) && self.peek(0) == '\t' {
                self.skip();
            }
            self.skip_comment();
            if !is_break(self.peek(0)) {
                return;
            }
            self.read_break(&mut String::new());
            self.simple_key_allowed |= !self.in_flow();
        }
    }

    /// A simple key ends on its line.
    fn drop_stale_keys(&mut self) -> Result<(), &'static str> {
        let place = self.place;
        for slot in &mut self.simple_keys {
            if let Some(key) = slot
                && (key.place.line < place.line || key.place.at + LONGEST_SIMPLE_KEY < place.at)
            {
                if key.required {
                    return Err("could not find expected ':'");
                }
                *slot = None;
            }
        }
        Ok(())
    }

    fn save_simple_key(&mut self) -> Result<(), &'static str> {
        if !self.simple_key_allowed {
            return Ok(());
        }
        let required = !self.in_flow() && self.indent == self.place.column;
        self.remove_simple_key()?;
        if let Some(slot) = self.simple_keys.last_mut() {
            *slot = Some(SimpleKey { required, token: self.tokens.len(), place: self.place });
        }
        Ok(())
    }

    fn remove_simple_key(&mut self) -> Result<(), &'static str> {
        match self.simple_keys.last_mut().and_then(Option::take) {
            Some(key) if key.required => Err("could not find expected ':'"),
            _ => Ok(()),
        }
    }

    fn roll_indent(&mut self, column: isize, at: usize, token: Token) {
        if !self.in_flow() && self.indent < column {
            self.indents.push(self.indent);
            self.indent = column;
            self.tokens.insert(at, token);
        }
    }

    fn unroll_indent(&mut self, column: isize) {
        while !self.in_flow() && self.indent > column {
            self.tokens.push(Token::BlockEnd);
            self.indent = self.indents.pop().unwrap_or(-1);
        }
    }

    fn begin_mapping(&mut self, refusal: &'static str) -> Result<(), &'static str> {
        if !self.in_flow() {
            if !self.simple_key_allowed {
                return Err(refusal);
            }
            self.roll_indent(self.place.column, self.tokens.len(), Token::BlockMappingStart);
        }
        Ok(())
    }

    fn value(&mut self) -> Result<(), &'static str> {
        if let Some(key) = self.simple_keys.last_mut().and_then(Option::take) {
            self.tokens.insert(key.token, Token::Key);
            self.roll_indent(key.place.column, key.token, Token::BlockMappingStart);
            self.simple_key_allowed = false;
        } else {
            self.begin_mapping("mapping values are not allowed in this context")?;
            self.simple_key_allowed = !self.in_flow();
        }
        self.push(Token::Value);
        Ok(())
    }

    fn directive(&mut self) -> Result<Token, &'static str> {
        self.skip();
        let name = self.words();
        if name.is_empty() || !is_blank_or_end(self.peek(0)) {
            return Err("could not find expected directive name");
        }
        self.skip_while(is_blank);
        let token = match name.as_str() {
            "YAML" => {
                let major = self.version_number()?;
                if self.peek(0) != '.' {
                    return Err("did not find expected digit or '.' character");
                }
                self.skip();
                let minor = self.version_number()?;
                let is_1 = |number: &str| number == "1" || number == "01";
                Token::VersionDirective { is_1_1: is_1(&major) && is_1(&minor) }
            }
            "TAG" => {
                let handle = self.tag_handle()?;
                if handle != "!" && (handle.len() == 1 || !handle.ends_with('!')) {
                    return Err("did not find expected '!'");
                }
                if !is_blank(self.peek(0)) {
                    return Err("did not find expected whitespace");
                }
                self.skip_while(is_blank);
                let prefix = self.tag_uri("")?;
                if !is_blank_or_end(self.peek(0)) {
                    return Err("did not find expected whitespace or line break");
                }
                Token::TagDirective { handle, prefix }
            }
            _ => return Err("found unknown directive name"),
        };
        self.end_of_line()?;
        Ok(token)
    }

    fn end_of_line(&mut self) -> Result<(), &'static str> {
        self.skip_while(is_blank);
        self.skip_comment();
        if !is_break_or_end(self.peek(0)) {
            return Err("did not find expected comment or line break");
        }
        self.read_break(&mut String::new());
        Ok(())
    }

    fn words(&mut self) -> String {
        let mut word = String::new();
        while is_word(self.peek(0)) {
            self.read(&mut word);
        }
        word
    }

    fn version_number(&mut self) -> Result<String, &'static str> {
        let mut digits = String::new();
        while self.peek(0).is_ascii_digit() {
            self.read(&mut digits);
        }
        if digits.is_empty() || digits.len() > 2 { Err("did not find expected version number") } else { Ok(digits) }
    }

    fn anchor(&mut self) -> Result<Token, &'static str> {
        let is_alias = self.peek(0) == '*';
        self.skip();
        let name = self.words();
        let after = self.peek(0);
        if name.is_empty() || !is_blank_or_end(after) && !"?:,]}%@`".contains(after) {
            return Err("did not find expected alphabetic or numeric character");
        }
        Ok(if is_alias { Token::Alias(name) } else { Token::Anchor(name) })
    }

    fn tag(&mut self) -> Result<Token, &'static str> {
        let (mut handle, mut suffix) = (String::new(), String::new());
        if self.peek(1) == '<' {
            self.skip();
            self.skip();
            suffix = self.tag_uri("")?;
            if self.peek(0) != '>' {
                return Err("did not find the expected '>'");
            }
            self.skip();
        } else {
            let read = self.tag_handle()?;
            if read.len() > 1 && read.ends_with('!') {
                handle = read;
                suffix = self.tag_uri("")?;
            } else {
                let rest = self.tag_uri(&read)?;
                *(if rest.is_empty() { &mut suffix } else { &mut handle }) = "!".to_owned();
                suffix.push_str(&rest);
            }
        }
        if !is_blank_or_end(self.peek(0)) {
            return Err("did not find expected whitespace or line break");
        }
        Ok(Token::Tag { handle, suffix })
    }

    /// `!`, `!!` or `!name!`; also `!name`, which begins a tag without handle.
    fn tag_handle(&mut self) -> Result<String, &'static str> {
        let mut handle = String::new();
        if self.peek(0) != '!' {
            return Err("did not find expected '!'");
        }
        self.read(&mut handle);
        handle.push_str(&self.words());
        if self.peek(0) == '!' {
            self.read(&mut handle);
        }
        Ok(handle)
    }

    /// `head` is what was read of it in search of a handle, with its `!`.
    fn tag_uri(&mut self, head: &str) -> Result<String, &'static str> {
        let mut bytes = head.strip_prefix('!').unwrap_or_default().as_bytes().to_vec();
        let mut found = !head.is_empty();
        while let character = self.peek(0)
            && (is_word(character) || character != '\0' && ";/?:@&=+$,.!~*'()[]%".contains(character))
        {
            found = true;
            if character != '%' {
                bytes.push(character as u8);
                self.skip();
                continue;
            }
            let digit = |ahead| self.peek(ahead).to_digit(16);
            let (Some(high), Some(low)) = (digit(1), digit(2)) else { return Err("did not find URI escaped octet") };
            bytes.push((high * 16 + low) as u8);
            self.place.at += 3;
            self.place.column += 3;
        }
        if !found {
            return Err("did not find expected tag URI");
        }
        String::from_utf8(bytes).map_err(|_| "found an incorrect UTF-8 octet")
    }
}
