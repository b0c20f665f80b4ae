//! The lines that a fix changes, as they are and as they become.

use super::model::{Edit, Fix};
use super::snippet::{Snippets, shown};
use crate::text::Source;

/// Lines that stand together and change.
pub struct Hunk<'a> {
    /// Path of the file.
    pub file: &'a str,
    /// 1-based line where the change begins, as the file is now.
    pub line: u32,
    /// Lines that go, ready for the screen. Empty also where the text is not at hand.
    pub removed: Vec<String>,
    /// Lines that come. Where the text is not at hand, what the edit itself puts in.
    pub added: Vec<String>,
    /// Whether `removed` and `added` are whole lines.
    pub whole: bool,
    /// Whether nothing follows in the file.
    pub at_end: bool,
}

impl Hunk<'_> {
    /// File and line.
    pub fn place(&self) -> String {
        format!("{}:{}", self.file, self.line)
    }

    /// Its lines as a patch has them.
    pub fn signed(&self) -> String {
        let sides = [("- ", &self.removed), ("+ ", &self.added)];
        let lines = sides.iter().flat_map(|(sign, lines)| lines.iter().map(move |line| format!("{sign}{line}")));
        lines.collect::<Vec<_>>().join("\n")
    }
}

/// The hunks of a fix in its order; edits on the same lines are one.
pub fn hunks<'a>(fix: &'a Fix, snippets: &Snippets<'_>) -> Vec<Hunk<'a>> {
    let mut hunks = Vec::new();
    let mut rest = fix.edits.as_slice();
    while let Some(first) = rest.first() {
        let mut end = first.end.line;
        let together = rest
            .iter()
            .take_while(|edit| {
                let same = std::ptr::eq(*edit, first) || (edit.file == first.file && edit.start.line == end);
                end = edit.end.line;
                same
            })
            .count();
        let Some((edits, later)) = rest.split_at_checked(together) else { break };
        rest = later;
        let known = snippets.source(&first.file).and_then(|source| whole_lines(source, edits));
        match known {
            Some(hunk) => hunks.push(hunk),
            None => hunks.extend(edits.iter().map(bare)),
        }
    }
    hunks.retain(|hunk| hunk.removed.iter().chain(&hunk.added).any(|line| !line.is_empty()));
    hunks
}

/// The edits over the text; `None` where they were made for another one.
fn whole_lines<'a>(source: &Source, edits: &'a [Edit]) -> Option<Hunk<'a>> {
    let (first, last) = (edits.first()?, edits.last()?);
    let byte = |position: crate::text::Position| {
        let byte = source.byte_of(position.offset);
        (source.position(byte as u32) == position).then_some(byte)
    };
    let start = byte(first.start)?;
    let (from, _) = source.line_range(source.line_of(start as u32));
    let (_, to) = source.line_range(source.line_of(byte(last.end)? as u32));
    let mut text = String::new();
    let mut at = from;
    for edit in edits {
        text.push_str(source.text.get(at..byte(edit.start)?)?);
        text.push_str(&edit.new_text);
        at = byte(edit.end)?;
    }
    let to = to.max(at);
    text.push_str(source.text.get(at..to)?);

    let (old, new): (Vec<&str>, Vec<&str>) = (source.text.get(from..to)?.lines().collect(), text.lines().collect());
    let same = old.iter().zip(&new).take_while(|(old, new)| old == new).count();
    let (old, new) = (old.get(same..)?, new.get(same..)?);
    let same_end = old.iter().rev().zip(new.iter().rev()).take_while(|(old, new)| old == new).count();
    let (old, new) = (old.get(..old.len() - same_end)?, new.get(..new.len() - same_end)?);
    // A line longer than the screen is cut around what changes in it.
    let column = if same == 0 { start - from } else { 0 };
    Some(Hunk {
        file: &first.file,
        line: first.start.line + same as u32,
        removed: ready(old, column),
        added: ready(new, column),
        whole: true,
        at_end: same_end == 0 && source.text.get(to..)?.trim().is_empty(),
    })
}

fn bare(edit: &Edit) -> Hunk<'_> {
    let added: Vec<&str> = edit.new_text.lines().collect();
    Hunk {
        file: &edit.file,
        line: edit.start.line,
        removed: Vec::new(),
        added: ready(&added, 0),
        whole: false,
        at_end: false,
    }
}

/// Lines for the screen; `column` is where the change begins in the first.
fn ready(lines: &[&str], column: usize) -> Vec<String> {
    lines.iter().enumerate().map(|(index, line)| shown(line, if index == 0 { column } else { 0 })).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    /// The hunks of replacing each `old` of `text` by `new`, as patches.
    fn changed(text: &str, edits: &[(&str, &str)], at_hand: &str) -> Vec<(u32, String, bool)> {
        let source = Source::new("a.tf", text);
        let edit = |(old, new): &(&str, &str)| {
            let start = source.text.find(old).unwrap_or_default();
            let [start, end] = [start, start + old.len()].map(|byte| source.position(byte as u32));
            Edit { file: "a.tf".to_owned(), start, end, new_text: (*new).to_owned() }
        };
        let fix = Fix { title: String::new(), edits: edits.iter().map(edit).collect() };
        let texts = BTreeMap::from([("a.tf".to_owned(), at_hand.to_owned())]);
        let snippets = Snippets::new(Some(&texts), None);
        hunks(&fix, &snippets).iter().map(|hunk| (hunk.line, hunk.signed(), hunk.at_end)).collect()
    }

    #[test]
    fn a_part_of_a_line_is_shown_as_the_line_it_becomes() {
        let text = "\u{feff}a {\r\n\tname = \"🚀${x}\" # y\r\n}\r\n";
        let hunks = changed(text, &[("x", "z"), ("y", "why")], text);
        assert_eq!(hunks, [(2, "-     name = \"🚀${x}\" # y\n+     name = \"🚀${z}\" # why".to_owned(), false)]);
    }

    #[test]
    fn lines_that_stay_are_no_part_of_it() {
        let text = "a {\n  b = 1\n}\n";
        assert_eq!(changed(text, &[("  b", "  n = 0\n  b")], text), [(2, "+   n = 0".to_owned(), false)]);
        assert_eq!(changed(text, &[("\n}", "\n  n = 0\n}")], text), [(3, "+   n = 0".to_owned(), false)]);
        assert_eq!(changed(text, &[("}\n", "}\n\nc {}\n")], text), [(4, "+ \n+ c {}".to_owned(), true)]);
        assert_eq!(changed(text, &[("  b = 1\n", "")], text), [(2, "-   b = 1".to_owned(), false)]);
        assert_eq!(
            changed("a {}", &[("{", "{\n  b = 1\n")], "a {}"),
            [(1, "- a {}\n+ a {\n+   b = 1\n+ }".to_owned(), true)]
        );
    }

    #[test]
    fn of_another_text_only_what_the_edit_puts_in_is_known() {
        assert_eq!(changed("a\nb = c\n", &[("c", "d")], "e"), [(2, "+ d".to_owned(), false)]);
    }

    #[test]
    fn a_long_line_is_cut_around_what_changes() {
        let text = format!("[{}\"a\"{}]", "0, ".repeat(10_000), ", 0".repeat(10_000));
        let patch: String = changed(&text, &[("a", "b")], &text).into_iter().map(|(_, patch, _)| patch).collect();
        assert!(patch.contains("\"b\"") && patch.len() < 1000, "{patch}");
    }
}
