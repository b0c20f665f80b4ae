//! The source line of a finding with the place underlined, for a terminal.

use std::cell::OnceCell;
use std::collections::BTreeMap;

use super::escape::one_line;
use crate::sorted::SortedMap;
use crate::terraform::load::path;
use crate::text::{Location, Source};

/// Columns of source shown at most; a longer line is cut around the place.
const WIDTH: usize = 120;
/// The same for a line of a fix, which is read as code.
const FIX_WIDTH: usize = 400;
/// Columns shown before the place when the line is cut.
const LEAD: usize = 30;
/// Columns between tab stops.
const TAB: usize = 4;

/// Source texts by path, indexed when first needed.
pub struct Snippets<'a>(SortedMap<String, (&'a str, OnceCell<Source>)>);

/// A source line ready for the screen.
pub struct Snippet {
    /// The line, tabs expanded, acting characters spelt out, cut to size.
    pub line: String,
    /// Columns of the screen before the place.
    pub before: usize,
    /// Columns of the screen the place takes, at least one.
    pub width: usize,
}

impl<'a> Snippets<'a> {
    /// Snippets of the given texts, whose paths begin at `base`; of none when they were not given.
    pub fn new(texts: Option<&'a BTreeMap<String, String>>, base: Option<&str>) -> Self {
        let mut known = SortedMap::new();
        for (path, text) in texts.into_iter().flatten() {
            let path = base.map_or_else(|| path.clone(), |base| path::join(base, path));
            known.insert(path, (text.as_str(), OnceCell::new()));
        }
        Snippets(known)
    }

    /// The first line of `location`, unless its text is not at hand or is not the text the report was made from.
    pub fn get(&self, location: &Location) -> Option<Snippet> {
        let source = self.source(&location.file)?;
        let byte = source.byte_of(location.start.offset);
        let line = source.line_of(byte as u32);
        if source.position(byte as u32) != location.start {
            return None;
        }
        let (from, to) = source.line_range(line);
        let end = source.byte_of(location.end.offset).clamp(byte, to.max(byte));
        cut(source.text.get(from..to)?, byte.checked_sub(from)?, end - from, WIDTH)
    }

    /// The text of a file, if it is at hand.
    pub fn source(&self, file: &str) -> Option<&Source> {
        let (text, source) = self.0.get(file)?;
        Some(source.get_or_init(|| Source::new(file, text)))
    }
}

/// A line ready for the screen; one that is absurdly long is cut around the byte `at`.
pub fn shown(line: &str, at: usize) -> String {
    cut(line, at, at, FIX_WIDTH).map(|snippet| snippet.line).unwrap_or_default()
}

/// Cuts the line to `most` columns around the bytes `start..end` of it.
fn cut(line: &str, start: usize, end: usize, most: usize) -> Option<Snippet> {
    let (head, rest) = line.split_at_checked(start.min(line.len()))?;
    let place = rest.get(..end.saturating_sub(start).min(rest.len()))?;
    let tail = rest.get(place.len()..)?;

    // A tab's width depends on all that stands before it, so the whole head is laid out unless it is absurdly long.
    let shown_head = head.char_indices().rev().nth(4 * most).map_or(head, |(at, _)| head.get(at..).unwrap_or(head));
    let mut cells = Vec::new();
    let mut column = lay_out(&mut cells, shown_head, 0, usize::MAX);
    let begins = cells.len();
    let start_column = column;
    column = lay_out(&mut cells, place, column, most);
    let width = (column - start_column).max(1);
    let ends_line = lay_out(&mut cells, tail, column, most.saturating_sub(width));

    let lead = if ends_line > most || shown_head.len() < head.len() { start_column.saturating_sub(LEAD) } else { 0 };
    let mut seen = 0;
    let mut before = 0;
    let mut out = String::new();
    if lead > 0 {
        out.push('…');
        before = 1;
    }
    let mut used = before;
    for (index, (text, cell)) in cells.iter().enumerate() {
        seen += cell;
        if seen <= lead {
            continue;
        }
        if used + cell > most {
            out.push('…');
            break;
        }
        out.push_str(text);
        used += cell;
        if index < begins {
            before += cell;
        }
    }
    Some(Snippet { line: out, before, width: width.min((most + 1).saturating_sub(before)).max(1) })
}

/// Appends the characters of `text` as they appear on a screen until `limit` columns are used; tells the next column.
fn lay_out(cells: &mut Vec<(String, usize)>, text: &str, from: usize, limit: usize) -> usize {
    let mut column = from;
    for c in text.chars() {
        if column - from > limit {
            break;
        }
        let (shown, width) = match c {
            '\t' => {
                let width = TAB - column % TAB;
                (" ".repeat(width), width)
            }
            '\u{200d}' => (c.to_string(), 0),
            c => {
                let shown = one_line(&c.to_string());
                let width = shown.chars().map(columns).sum();
                (shown, width)
            }
        };
        cells.push((shown, width));
        column += width;
    }
    column
}

/// Columns a character takes on a terminal, after Unicode's East Asian Width (wide and emoji two, combining none).
fn columns(c: char) -> usize {
    match c as u32 {
        0x300..=0x36f | 0x483..=0x489 | 0x591..=0x5bd | 0x610..=0x61a | 0x64b..=0x65f | 0x1ab0..=0x1aff => 0,
        0x1dc0..=0x1dff | 0x20d0..=0x20ff | 0xfe00..=0xfe0f | 0xfe20..=0xfe2f | 0xe0100..=0xe01ef => 0,
        0x1100..=0x115f
        | 0x231a..=0x231b
        | 0x23e9..=0x23ec
        | 0x2705
        | 0x2728
        | 0x274c
        | 0x2753..=0x2755
        | 0x2795..=0x2797 => 2,
        0x2e80..=0x303e | 0x3041..=0xa4cf | 0xa960..=0xa97f | 0xac00..=0xd7a3 | 0xf900..=0xfaff | 0xfe30..=0xfe6f => 2,
        0xff00..=0xff60 | 0xffe0..=0xffe6 | 0x1f1e6..=0x1f64f | 0x1f680..=0x1f6ff | 0x1f900..=0x1f9ff => 2,
        0x1fa70..=0x1faff | 0x1f7e0..=0x1f7eb | 0x20000..=0x3fffd => 2,
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Shows the first `needle` of `text` as it would be underlined.
    fn underline(text: &str, needle: &str) -> (String, String) {
        let source = Source::new("a.tf", text);
        let start = source.text.find(needle).unwrap_or_default() as u32;
        let location = Location {
            file: "a.tf".to_owned(),
            start: source.position(start),
            end: source.position(start + needle.len() as u32),
        };
        let texts = BTreeMap::from([("a.tf".to_owned(), text.to_owned())]);
        let snippet = Snippets::new(Some(&texts), None).get(&location);
        snippet.map(|s| (s.line, " ".repeat(s.before) + &"^".repeat(s.width))).unwrap_or_default()
    }

    #[test]
    fn tabs_wide_characters_and_crlf_keep_the_caret_in_place() {
        assert_eq!(underline("a = 1\n\tb = 2\r\nc\r\n", "b"), ("    b = 2".into(), "    ^".into()));
        assert_eq!(underline("\u{feff}x = \"日本\" y", "y"), ("x = \"日本\" y".into(), "           ^".into()));
        assert_eq!(underline("# 🚀\nx = \"🚀\" + y\r\n", "y"), ("x = \"🚀\" + y".into(), "           ^".into()));
        assert_eq!(underline("e\u{301} x", "x"), ("e\u{301} x".into(), "  ^".into()));
    }

    #[test]
    fn a_place_over_several_lines_ends_with_its_first() {
        assert_eq!(underline("a {\n  b\n}\n", "a {\n  b\n}"), ("a {".into(), "^^^".into()));
    }

    #[test]
    fn acting_characters_are_shown_not_sent() {
        assert_eq!(underline("\u{1b}[2J x", "x"), ("\\u{1b}[2J x".into(), "          ^".into()));
    }

    #[test]
    fn a_long_line_is_cut_around_the_place() {
        let text = format!("{}needle{}", "a".repeat(100_000), "b".repeat(100_000));
        let (line, carets) = underline(&text, "needle");
        assert!(line.starts_with("…aaa") && line.ends_with("bbb…"), "{line}");
        assert_eq!(line.chars().skip(carets.find('^').unwrap_or(0)).take(6).collect::<String>(), "needle");
        assert!(line.chars().count() <= WIDTH + 1);
    }

    #[test]
    fn a_changed_text_shows_nothing() {
        let texts = BTreeMap::from([("a.tf".to_owned(), "x\n".to_owned())]);
        let place = crate::text::Position { line: 9, column: 3, offset: 80 };
        let location = Location { file: "a.tf".to_owned(), start: place, end: place };
        assert!(Snippets::new(Some(&texts), None).get(&location).is_none());
    }

    /// Reports are read from files: any numbers may stand in them.
    #[test]
    fn no_position_is_too_wrong() {
        let text = "\u{feff}a\r\n\t🚀 \u{301}日\n\n x";
        let texts = BTreeMap::from([("a.tf".to_owned(), text.to_owned())]);
        let source = Source::new("a.tf", text);
        let snippets = Snippets::new(Some(&texts), None);
        let offsets = || (0..16).chain([u32::MAX]);
        for start in offsets() {
            for end in offsets() {
                let place = |offset| source.position(source.byte_of(offset) as u32);
                let location = Location { file: "a.tf".to_owned(), start: place(start), end: place(end) };
                let wild =
                    Location { end: crate::text::Position { line: 0, column: 0, offset: end }, ..location.clone() };
                for snippet in [snippets.get(&location), snippets.get(&wild)].into_iter().flatten() {
                    assert!(snippet.width >= 1 && snippet.before + snippet.width <= WIDTH + 1);
                }
            }
        }
    }
}
