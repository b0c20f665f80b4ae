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

/// The comments that overlap `range` and contain `marker`; nothing is read where the whole text has no `marker`.
/// The text is read from its start, so that a `#` inside a string or heredoc is none.
pub fn comments_in(id: FileId, source: &Source, range: Range<usize>, marker: &str) -> Vec<Comment> {
    let text = &*source.text;
    let mut comments = Vec::new();
    if !text.contains(marker) {
        return comments;
    }
    for token in Lexer::new(text, 0) {
        if token.start >= range.end {
            break;
        }
        let written = text.get(token.start..token.end).unwrap_or("");
        if token.kind == Kind::Comment && token.end > range.start && written.contains(marker) {
            comments.push(Comment { span: Span::new(id, token.start, token.end), text: bare(written).to_owned() });
        }
    }
    comments
}

fn bare(comment: &str) -> &str {
    if let Some(inside) = comment.strip_prefix("/*") {
        return inside.strip_suffix("*/").unwrap_or(inside).trim();
    }
    comment.trim_start_matches(['#', '/']).trim()
}
