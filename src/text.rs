//! Source texts, spans and positions: the only place that knows lines, columns and UTF-16.

use std::cell::OnceCell;
use std::rc::Rc;

use serde::Serialize;

use crate::sorted::SortedMap;

/// Index of a source text in [`Sources`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct FileId(pub u32);

/// A range of bytes in one source text; `end` is exclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Span {
    /// The text the range belongs to.
    pub file: FileId,
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// A range in `file` from byte `start` to byte `end`.
    pub fn new(file: FileId, start: usize, end: usize) -> Self {
        Span { file, start: start as u32, end: end.max(start) as u32 }
    }

    /// The smallest range that holds both; the other's file is ignored.
    pub fn to(self, other: Span) -> Span {
        Span { file: self.file, start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

/// A place between two characters: 1-based line and column, 0-based offset.
/// Columns and offsets count UTF-16 code units, as editors and JavaScript strings do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Default)]
pub struct Position {
    /// 1-based line.
    pub line: u32,
    /// 1-based column in UTF-16 code units.
    pub column: u32,
    /// 0-based offset in UTF-16 code units from the start of the file.
    pub offset: u32,
}

/// A range in a file, for people and editors.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Default)]
pub struct Location {
    /// Path relative to where the check started, with forward slashes.
    pub file: String,
    /// First character.
    pub start: Position,
    /// One past the last character.
    pub end: Position,
}

/// One source text with its line starts.
#[derive(Debug, Default)]
pub struct Source {
    /// Path relative to where the check started.
    pub path: Rc<str>,
    /// The text, without byte order mark.
    pub text: Rc<str>,
    lines: Vec<u32>,
    /// UTF-16 units before every [`STRIDE`]th byte, so that no question reads a long text again; empty for ASCII.
    units: Vec<u32>,
    /// Ranges of the comments; `syntax::comments` fills them in when it is first asked.
    pub(crate) comments: OnceCell<Vec<(u32, u32)>>,
    /// UTF-16 units that a stripped byte order mark took (0 or 1), added to every offset.
    bom: u32,
}

impl Source {
    /// Indexes `text`; a leading byte order mark is stripped and accounted for in offsets.
    pub fn new(path: &str, text: &str) -> Self {
        Self::sharing(path.into(), text.into())
    }

    /// As [`new`](Self::new), without copying path and text.
    pub fn sharing(path: Rc<str>, text: Rc<str>) -> Self {
        let (text, bom) = match text.strip_prefix('\u{feff}') {
            Some(rest) => (rest.into(), 1),
            None => (text, 0),
        };
        let mut lines = vec![0];
        lines.extend(text.match_indices('\n').map(|(at, _)| at as u32 + 1));
        let mut units = Vec::new();
        if !text.is_ascii() {
            let mut before = 0;
            for (index, byte) in text.bytes().enumerate() {
                if index % STRIDE == 0 {
                    units.push(before);
                }
                before += width(byte);
            }
            // A text may end where the next one would begin.
            units.push(before);
        }
        Source { path, text, lines, units, comments: OnceCell::new(), bom }
    }

    /// The text of a byte range; empty where the range is not on character boundaries.
    pub fn slice(&self, span: Span) -> &str {
        self.text.get(span.start as usize..span.end as usize).unwrap_or("")
    }

    /// 0-based line that holds the byte.
    pub fn line_of(&self, byte: u32) -> usize {
        self.lines.partition_point(|start| *start <= byte).saturating_sub(1)
    }

    /// Byte range of a 0-based line, without its line break.
    pub fn line_range(&self, line: usize) -> (usize, usize) {
        let start = self.lines.get(line).copied().unwrap_or(self.text.len() as u32) as usize;
        let end = self.lines.get(line + 1).map_or(self.text.len(), |next| *next as usize);
        let body = self.text.get(start..end).unwrap_or("");
        (start, start + body.trim_end_matches(['\n', '\r']).len())
    }

    /// Position of a byte offset, counted in UTF-16.
    pub fn position(&self, byte: u32) -> Position {
        let byte = byte.min(self.text.len() as u32);
        let line = self.line_of(byte);
        let start = self.lines.get(line).copied().unwrap_or(0);
        let (column, offset) = (self.units_before(byte) - self.units_before(start), self.units_before(byte));
        let bom_column = if line == 0 { self.bom } else { 0 };
        Position { line: line as u32 + 1, column: column + bom_column + 1, offset: offset + self.bom }
    }

    /// Byte offset of a UTF-16 offset; past the end it is the length of the text.
    pub fn byte_of(&self, offset: u32) -> usize {
        let offset = offset.saturating_sub(self.bom);
        if self.units.is_empty() {
            return (offset as usize).min(self.text.len());
        }
        let from = self.units.partition_point(|units| *units <= offset).saturating_sub(1);
        let mut units = self.units.get(from).copied().unwrap_or(0);
        for (index, byte) in self.text.bytes().enumerate().skip(from * STRIDE) {
            if units >= offset && !is_continuation(byte) {
                return index;
            }
            units += width(byte);
        }
        self.text.len()
    }

    /// UTF-16 units of the text before a byte.
    fn units_before(&self, byte: u32) -> u32 {
        let from = byte as usize / STRIDE;
        let Some(units) = self.units.get(from) else { return byte };
        let rest = self.text.as_bytes().get(from * STRIDE..byte as usize).unwrap_or(&[]);
        units + rest.iter().map(|byte| width(*byte)).sum::<u32>()
    }
}

/// How far apart the bytes are whose UTF-16 offset is kept.
const STRIDE: usize = 256;

/// UTF-16 units that a byte of UTF-8 stands for: its character's first byte counts for all of it.
fn width(byte: u8) -> u32 {
    match byte {
        _ if is_continuation(byte) => 0,
        0xf0.. => 2,
        _ => 1,
    }
}

fn is_continuation(byte: u8) -> bool {
    byte & 0xc0 == 0x80
}

/// All source texts of one check.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    files: Vec<Option<Rc<Source>>>,
}

/// Given texts by path.
pub type Texts = SortedMap<Rc<str>, Rc<str>>;

impl Sources {
    /// Adds a text and tells its id.
    pub fn add(&mut self, source: Rc<Source>) -> FileId {
        self.files.push(Some(source));
        FileId(self.files.len() as u32 - 1)
    }

    /// Puts another version of a text in its place, under the same id.
    pub fn replace(&mut self, file: FileId, source: Rc<Source>) {
        if let Some(slot) = self.files.get_mut(file.0 as usize) {
            *slot = Some(source);
        }
    }

    /// Takes a text out; its id stays free for another version of it.
    pub fn remove(&mut self, file: FileId) {
        if let Some(slot) = self.files.get_mut(file.0 as usize) {
            *slot = None;
        }
    }

    /// All texts by id; `None` where one was taken out.
    pub fn iter(&self) -> impl Iterator<Item = (FileId, Option<&Rc<Source>>)> {
        (0..).map(FileId).zip(self.files.iter().map(Option::as_ref))
    }

    /// The text with this id.
    pub fn get(&self, file: FileId) -> Option<&Rc<Source>> {
        self.files.get(file.0 as usize)?.as_ref()
    }

    /// The text of a range.
    pub fn slice(&self, span: Span) -> &str {
        self.get(span.file).map_or("", |source| source.slice(span))
    }

    /// The range as file, lines and columns.
    pub fn location(&self, span: Span) -> Location {
        match self.get(span.file) {
            Some(source) => Location {
                file: source.path.to_string(),
                start: source.position(span.start),
                end: source.position(span.end),
            },
            None => Location::default(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Counts from the start each time.
    fn position(text: &str, byte: usize) -> Position {
        let before = &text[..byte];
        let line = before.rsplit('\n').next().unwrap_or("");
        let units = |text: &str| text.encode_utf16().count() as u32;
        Position { line: before.matches('\n').count() as u32 + 1, column: units(line) + 1, offset: units(before) }
    }

    #[test]
    fn positions_in_a_long_text_are_those_counted_from_its_start() {
        for piece in ["é", "🚀", "a", "aé\n", "🚀b\n\u{301}"] {
            for length in [0, 1, 85, 86, 127, 128, 129, 255, 256, 257, 600] {
                let text = piece.repeat(length);
                let source = Source::new("main.tf", &text);
                for (byte, _) in text.char_indices().chain([(text.len(), ' ')]) {
                    let at = source.position(byte as u32);
                    assert_eq!(at, position(&text, byte), "{piece:?} {length} times, byte {byte}");
                    assert_eq!(source.byte_of(at.offset), byte, "{piece:?} {length} times, byte {byte}");
                }
                assert_eq!(source.byte_of(u32::MAX), text.len());
            }
        }
    }
}
