//! Comments, for those that carry instructions.

use std::ops::Range;

use super::lexer::{Kind, Lexer};
use crate::text::{FileId, Source, Span};

/// A comment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comment {
    /// From its first mark to its last character; a line comment ends before the line break.
    pub span: Span,
    /// Without the marks that make it a comment, and without surrounding spaces.
    pub text: String,
}

/// The comments that overlap `range` and contain `marker`. The text is read from its start, so that a `#` inside a
/// string or heredoc is none; but only once, however many blocks are asked about.
pub fn comments_in(id: FileId, source: &Source, range: Range<usize>, marker: &str) -> Vec<Comment> {
    let all = source.comments.get_or_init(|| {
        let comments = Lexer::new(&source.text, 0).filter(|token| token.kind == Kind::Comment);
        comments.map(|token| (token.start as u32, token.end as u32)).collect()
    });
    let first = all.partition_point(|(_, end)| *end as usize <= range.start);
    let here = all.iter().skip(first).take_while(|(start, _)| (*start as usize) < range.end);
    let found = here.filter_map(|(start, end)| {
        let span = Span { file: id, start: *start, end: *end };
        let written = source.slice(span);
        written.contains(marker).then(|| Comment { span, text: bare(written).to_owned() })
    });
    found.collect()
}

/// Whether a marker stands in a text. Most have a colon, which is rare there: to look around each is faster than to
/// search for the letters.
pub fn mentions(text: &str, marker: &str) -> bool {
    let Some((before, after)) = marker.split_once(':') else { return text.contains(marker) };
    text.match_indices(':').any(|(at, _)| {
        let (left, right) = text.split_at(at);
        left.ends_with(before) && right.get(1..).is_some_and(|right| right.starts_with(after))
    })
}

fn bare(comment: &str) -> &str {
    if let Some(inside) = comment.strip_prefix("/*") {
        return inside.strip_suffix("*/").unwrap_or(inside).trim();
    }
    comment.trim_start_matches(['#', '/']).trim()
}
