//! Applying fixes to files.

use std::collections::BTreeMap;

use crate::report::model::{Edit, Fix};
use crate::sorted::SortedMap;
use crate::text::Source;

/// The files after the fixes. A fix is applied as a whole or not at all: not where it touches what an earlier one has
/// changed, names a file that is not there, or places that the file does not have. An edit that an earlier fix makes
/// in the same way is made once.
pub fn apply(files: &BTreeMap<String, String>, fixes: &[Fix]) -> BTreeMap<String, String> {
    let mut result = files.clone();
    result.extend(edited_files(&|path| files.get(path).map(String::as_str), fixes));
    result
}

/// The files that the fixes change, by path; `text_of` tells the text of a file that is there.
pub(crate) fn edited_files<'f>(text_of: &dyn Fn(&str) -> Option<&'f str>, fixes: &[Fix]) -> Vec<(String, String)> {
    let mut sources: SortedMap<&str, Source> = SortedMap::new();
    let mut accepted: SortedMap<&str, SortedMap<(u32, u32), &str>> = SortedMap::new();
    for fix in fixes {
        let fits = fix.edits.iter().all(|edit| {
            let Some(text) = text_of(&edit.file) else { return false };
            let source = sources.get_or_insert_with(&edit.file, || Source::new(&edit.file, text));
            is_place(source, edit) && accepted.get(edit.file.as_str()).is_none_or(|done| is_free(done, edit))
        });
        if !fits {
            continue;
        }
        for edit in &fix.edits {
            accepted.get_or_default(&edit.file).insert((edit.start.offset, edit.end.offset), &edit.new_text);
        }
    }
    let changed = accepted.into_iter().filter_map(|(file, edits)| {
        let (source, text) = (sources.get(file)?, text_of(file)?);
        Some((file.to_owned(), edited(source, text, &edits)))
    });
    changed.collect()
}

/// Whether the range is forward, in the file, and where its lines and columns say.
fn is_place(source: &Source, edit: &Edit) -> bool {
    let holds = |position: crate::text::Position| source.position(source.byte_of(position.offset) as u32) == position;
    edit.start.offset <= edit.end.offset && holds(edit.start) && holds(edit.end)
}

/// Whether an edit leaves alone what is changed already, or is already made.
fn is_free(done: &SortedMap<(u32, u32), &str>, edit: &Edit) -> bool {
    let (start, end) = (edit.start.offset, edit.end.offset);
    done.iter().all(|((from, to), text)| {
        let same = (*from, *to) == (start, end);
        if same { *text == edit.new_text } else { end <= *from || *to <= start }
    })
}

fn edited(source: &Source, original: &str, edits: &SortedMap<(u32, u32), &str>) -> String {
    let mut text = String::with_capacity(original.len());
    // The source leaves the byte order mark out.
    text.push_str(original.strip_suffix(&*source.text).unwrap_or(""));
    let mut at = 0;
    for ((start, end), new_text) in edits {
        let (start, end) = (source.byte_of(*start), source.byte_of(*end));
        text.push_str(source.text.get(at..start).unwrap_or(""));
        text.push_str(new_text);
        at = end;
    }
    text.push_str(source.text.get(at..).unwrap_or(""));
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fix(text: &str, edits: &[(usize, usize, &str)]) -> Fix {
        let source = Source::new("main.tf", text);
        let edit = |(start, end, new_text): &(usize, usize, &str)| Edit {
            file: "main.tf".to_string(),
            start: source.position(*start as u32),
            end: source.position(*end as u32),
            new_text: new_text.to_string(),
        };
        Fix { title: String::new(), edits: edits.iter().map(edit).collect() }
    }

    fn applied(text: &str, fixes: &[Fix]) -> String {
        let files = BTreeMap::from([("main.tf".to_string(), text.to_string())]);
        apply(&files, fixes).remove("main.tf").unwrap_or_default()
    }

    #[test]
    fn edits_go_where_they_belong() {
        let text = "one two three";
        assert_eq!(applied(text, &[fix(text, &[(4, 7, "2"), (13, 13, "!")]), fix(text, &[(0, 3, "1")])]), "1 2 three!");
    }

    #[test]
    fn offsets_count_utf16_and_a_byte_order_mark() {
        let text = "\u{feff}🚀 é = x\n";
        assert_eq!(applied(text, &[fix(text, &[(10, 11, "y")])]), "\u{feff}🚀 é = y\n");
    }

    #[test]
    fn a_fix_that_touches_an_earlier_one_is_left_out_as_a_whole() {
        let text = "one two three";
        let fixes = [fix(text, &[(0, 7, "1")]), fix(text, &[(4, 8, "2"), (13, 13, "!")])];
        assert_eq!(applied(text, &fixes), "1 three");
    }

    #[test]
    fn the_same_edit_of_two_fixes_is_made_once() {
        let text = "a b";
        let fixes = [fix(text, &[(0, 1, "x"), (3, 3, "+")]), fix(text, &[(2, 3, "y"), (3, 3, "+")])];
        assert_eq!(applied(text, &fixes), "x y+");
    }

    #[test]
    fn places_that_are_not_there_change_nothing() {
        let text = "short";
        let long = "a much longer text";
        assert_eq!(applied(text, &[fix(long, &[(10, 12, "x")])]), text);
        let mut other = fix(text, &[(0, 1, "x")]);
        other.edits[0].file = "other.tf".to_string();
        assert_eq!(applied(text, &[other]), text);
    }
}
