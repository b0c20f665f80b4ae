//! JSON with the place of every value, exact number text and repeated keys kept (RFC 8259, as Go reads it).

/// Deepest nesting that is read: what walks a value recurses.
pub const MAX_DEPTH: usize = 128;

/// The message where it is deeper.
pub const TOO_DEEP: &str = "This JSON is nested too deeply.";

/// After so many errors the rest of a text is left alone.
const MOST_ERRORS: usize = 50;

/// Why a text is not JSON.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JsonError {
    /// Byte offset.
    pub offset: usize,
    /// In a sentence.
    pub message: String,
}

/// A value and its bytes.
#[derive(Debug)]
pub struct Node {
    /// The value.
    pub value: Value,
    /// Its first byte.
    pub start: usize,
    /// One past its last byte.
    pub end: usize,
}

/// The forms of a [`Node`].
#[derive(Debug)]
pub enum Value {
    /// `null`.
    Null,
    /// `true`, `false`.
    Bool(bool),
    /// A number as it is written.
    Number(String),
    /// A string, unescaped.
    String(String),
    /// `[...]`.
    Array(Vec<Node>),
    /// `{...}`; repeated keys stand as often as they are written.
    Object(Vec<Member>),
}

/// `"key": value`.
#[derive(Debug)]
pub struct Member {
    /// Unescaped.
    pub key: String,
    /// First byte of the key, its quote.
    pub key_start: usize,
    /// One past the last byte of the key.
    pub key_end: usize,
    /// What stands behind the colon.
    pub value: Node,
}

impl Node {
    /// The member of an object with this key; of repeated ones the last, as JSON readers take it.
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.members().iter().rev().find(|member| member.key == key).map(|member| &member.value)
    }

    /// Members of an object; none of anything else.
    pub fn members(&self) -> &[Member] {
        match &self.value {
            Value::Object(members) => members,
            _ => &[],
        }
    }

    /// Elements of an array; none of anything else.
    pub fn items(&self) -> &[Node] {
        match &self.value {
            Value::Array(items) => items,
            _ => &[],
        }
    }

    /// The text of a string.
    pub fn text(&self) -> Option<&str> {
        match &self.value {
            Value::String(text) => Some(text),
            _ => None,
        }
    }

    /// Whether it is `true`.
    pub fn is_true(&self) -> bool {
        matches!(self.value, Value::Bool(true))
    }
}

/// Reads a whole text.
///
/// # Errors
/// The first place where it is not JSON, or nested deeper than `MAX_DEPTH`.
pub fn parse(text: &str) -> Result<Node, JsonError> {
    let mut reader = Reader::new(text);
    reader.space();
    let node = reader.value(0)?;
    reader.space();
    match reader.at < text.len() {
        true => Err(reader.error("There is more text after the end of the JSON value.")),
        false => Ok(node),
    }
}

/// Reads a text as far as it can be: an error costs the member of an object that it is in, one that lies no deeper than
/// `levels` tells for the member of the root around it. Gives what was read, and the errors.
pub fn parse_in_parts(text: &str, levels: fn(&str) -> usize) -> (Option<Node>, Vec<JsonError>) {
    if let Ok(node) = parse(text) {
        return (Some(node), Vec::new());
    }
    let mut reader = Reader { levels: Some(levels), ..Reader::new(text) };
    reader.space();
    let node = reader.value(0);
    reader.space();
    let mut errors = std::mem::take(&mut reader.errors);
    match node {
        Ok(node) => {
            if reader.at < text.len() {
                errors.push(reader.error("There is more text after the end of the JSON value."));
            }
            (Some(node), errors)
        }
        Err(error) => {
            errors.push(error);
            (None, errors)
        }
    }
}

struct Reader<'a> {
    text: &'a str,
    bytes: &'a [u8],
    at: usize,
    /// How deep an error in a member of the root is recovered from; `None`: not at all.
    levels: Option<fn(&str) -> usize>,
    /// That depth, for the member of the root that is being read.
    level: usize,
    errors: Vec<JsonError>,
}

impl<'a> Reader<'a> {
    fn new(text: &'a str) -> Self {
        Reader { text, bytes: text.as_bytes(), at: 0, levels: None, level: 0, errors: Vec::new() }
    }

    fn recovers(&self, depth: usize) -> bool {
        self.levels.is_some() && depth <= self.level && self.errors.len() < MOST_ERRORS
    }

    /// Where errors are recovered from: whether the brace here stands further left than the line of the one at `opened`,
    /// so that it closes another. Gives the end of the line before it.
    fn closes_another(&self, opened: usize) -> Option<usize> {
        self.levels?;
        let indentation = |at: usize| {
            let line = self.text.get(..at)?.rfind('\n')? + 1;
            let rest = self.text.get(line..)?;
            Some((line, rest.len() - rest.trim_start_matches([' ', '\t']).len()))
        };
        let (line, closing) = indentation(self.at)?;
        let first = line + closing == self.at;
        (first && closing < indentation(opened)?.1).then(|| line - 1)
    }

    /// After an error in the member that starts at `start`: goes to where the next one starts or the object ends, told
    /// by the indentation. `false` where that cannot be told.
    fn resume(&mut self, start: usize) -> bool {
        let line = self.text.get(..start).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1);
        let indentation = start - line;
        if self.text.get(line..start).is_none_or(|before| !before.trim().is_empty()) {
            return false;
        }
        let mut at = self.at.max(start);
        while let Some(length) = self.text.get(at..).and_then(|rest| rest.find('\n')) {
            at += length + 1;
            let rest = self.text.get(at..).unwrap_or("");
            let content = rest.trim_start_matches([' ', '\t']);
            let indented = rest.len() - content.len();
            match content.as_bytes().first() {
                Some(b'"') if indented == indentation => {
                    self.at = at + indented;
                    return true;
                }
                // The end of the member itself.
                Some(b'}' | b']') if indented == indentation => {
                    self.at = at + indented + 1;
                    return true;
                }
                Some(b'}') if indented < indentation => {
                    self.at = at + indented;
                    return true;
                }
                Some(b'\n' | b'\r') | None => {}
                Some(_) if indented <= indentation => return false,
                Some(_) => {}
            }
        }
        false
    }

    fn error(&self, message: impl Into<String>) -> JsonError {
        JsonError { offset: self.at, message: message.into() }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    fn unexpected(&self, wanted: &str) -> JsonError {
        match self.text.get(self.at..).and_then(|rest| rest.chars().next()) {
            Some(found) => self.error(format!("`{found}` cannot stand here: {wanted} is expected.")),
            None => self.error(format!("The text ends where {wanted} is expected.")),
        }
    }

    fn value(&mut self, depth: usize) -> Result<Node, JsonError> {
        if depth > MAX_DEPTH {
            return Err(self.error(TOO_DEEP));
        }
        let start = self.at;
        let value = match self.peek() {
            Some(b'{') => self.object(depth)?,
            Some(b'[') => self.array(depth)?,
            Some(b'"') => Value::String(self.string()?),
            Some(b'-' | b'0'..=b'9') => Value::Number(self.number()?),
            Some(b't') => self.word("true", Value::Bool(true))?,
            Some(b'f') => self.word("false", Value::Bool(false))?,
            Some(b'n') => self.word("null", Value::Null)?,
            _ => return Err(self.unexpected("a value")),
        };
        Ok(Node { value, start, end: self.at })
    }

    fn word(&mut self, word: &str, value: Value) -> Result<Value, JsonError> {
        match self.text.get(self.at..).is_some_and(|rest| rest.starts_with(word)) {
            true => {
                self.at += word.len();
                Ok(value)
            }
            false => Err(self.unexpected("a value")),
        }
    }

    fn array(&mut self, depth: usize) -> Result<Value, JsonError> {
        let mut items = Vec::new();
        self.at += 1;
        self.space();
        if self.peek() == Some(b']') {
            self.at += 1;
            return Ok(Value::Array(items));
        }
        loop {
            self.space();
            items.push(self.value(depth + 1)?);
            self.space();
            match self.peek() {
                Some(b',') => self.at += 1,
                Some(b']') => {
                    self.at += 1;
                    return Ok(Value::Array(items));
                }
                _ => return Err(self.unexpected("`,` or `]`")),
            }
        }
    }

    fn object(&mut self, depth: usize) -> Result<Value, JsonError> {
        let mut members = Vec::new();
        let opened = self.at;
        self.at += 1;
        self.space();
        if self.peek() == Some(b'}') {
            self.at += 1;
            return Ok(Value::Object(members));
        }
        loop {
            self.space();
            let start = self.at;
            match self.member(depth) {
                Ok(member) => members.push(member),
                Err(error) if self.recovers(depth) => {
                    let closes = self.peek() == Some(b'}') && self.at == start;
                    self.errors.push(error);
                    if !closes && !self.resume(start) {
                        self.at = self.text.len();
                        return Ok(Value::Object(members));
                    }
                }
                Err(error) => return Err(error),
            }
            self.space();
            match self.peek() {
                Some(b',') => self.at += 1,
                Some(b'}') => {
                    if let Some(line) = self.closes_another(opened) {
                        self.at = line;
                        return Err(JsonError { offset: opened, message: "This `{` is never closed.".into() });
                    }
                    self.at += 1;
                    return Ok(Value::Object(members));
                }
                // After an error, the place may be that of the next member.
                Some(b'"') if self.recovers(depth) => {
                    if members.last().is_some_and(|last| last.key_start == start) {
                        let error = self.unexpected("`,` or `}`");
                        self.errors.push(error);
                    }
                }
                None if self.recovers(depth) => {
                    let error = self.unexpected("`,` or `}`");
                    if self.errors.last().is_none_or(|last| last.offset < error.offset) {
                        self.errors.push(error);
                    }
                    return Ok(Value::Object(members));
                }
                _ => return Err(self.unexpected("`,` or `}`")),
            }
        }
    }

    fn member(&mut self, depth: usize) -> Result<Member, JsonError> {
        let key_start = self.at;
        if self.peek() != Some(b'"') {
            return Err(self.unexpected("a key in double quotes"));
        }
        let key = self.string()?;
        let key_end = self.at;
        self.space();
        if self.peek() != Some(b':') {
            return Err(self.unexpected("`:`"));
        }
        self.at += 1;
        self.space();
        if let (0, Some(levels)) = (depth, self.levels) {
            self.level = levels(&key);
        }
        let value = self.value(depth + 1)?;
        Ok(Member { key, key_start, key_end, value })
    }

    fn digits(&mut self) -> Result<(), JsonError> {
        if !matches!(self.peek(), Some(b'0'..=b'9')) {
            return Err(self.unexpected("a digit"));
        }
        while matches!(self.peek(), Some(b'0'..=b'9')) {
            self.at += 1;
        }
        Ok(())
    }

    fn number(&mut self) -> Result<String, JsonError> {
        let start = self.at;
        self.at += usize::from(self.peek() == Some(b'-'));
        match self.peek() {
            Some(b'0') => self.at += 1,
            _ => self.digits()?,
        }
        if self.peek() == Some(b'.') {
            self.at += 1;
            self.digits()?;
        }
        if matches!(self.peek(), Some(b'e' | b'E')) {
            self.at += 1;
            self.at += usize::from(matches!(self.peek(), Some(b'+' | b'-')));
            self.digits()?;
        }
        Ok(self.text.get(start..self.at).unwrap_or("").to_owned())
    }

    fn string(&mut self) -> Result<String, JsonError> {
        let opened = self.at;
        self.at += 1;
        let mut text = String::new();
        loop {
            let start = self.at;
            while self.peek().is_some_and(|byte| byte >= 0x20 && byte != b'"' && byte != b'\\') {
                self.at += 1;
            }
            text.push_str(self.text.get(start..self.at).unwrap_or(""));
            match self.peek() {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(text);
                }
                Some(b'\\') => text.push(self.escape()?),
                Some(_) => return Err(self.error("A string cannot hold a control character: write it as an escape.")),
                None => return Err(JsonError { offset: opened, message: "This string is never closed.".into() }),
            }
        }
    }

    /// Half a surrogate pair becomes the replacement character, as in Go.
    fn escape(&mut self) -> Result<char, JsonError> {
        self.at += 1;
        let character = match self.peek() {
            Some(b'"') => '"',
            Some(b'\\') => '\\',
            Some(b'/') => '/',
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => {
                self.at += 1;
                let first = self.code()?;
                if (0xd800..0xdc00).contains(&first) && self.bytes.get(self.at..self.at + 2) == Some(br"\u") {
                    let back = self.at;
                    self.at += 2;
                    let second = self.code()?;
                    if (0xdc00..0xe000).contains(&second) {
                        let code = 0x10000 + ((first - 0xd800) << 10) + (second - 0xdc00);
                        return Ok(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER));
                    }
                    self.at = back;
                }
                return Ok(char::from_u32(first).unwrap_or(char::REPLACEMENT_CHARACTER));
            }
            _ => return Err(self.error("JSON has no such escape.")),
        };
        self.at += 1;
        Ok(character)
    }

    fn code(&mut self) -> Result<u32, JsonError> {
        let digits = self.text.get(self.at..self.at + 4).filter(|text| text.bytes().all(|b| b.is_ascii_hexdigit()));
        let code = digits.and_then(|digits| u32::from_str_radix(digits, 16).ok());
        let code = code.ok_or_else(|| self.error("After `\\u` come four hex digits."))?;
        self.at += 4;
        Ok(code)
    }
}
