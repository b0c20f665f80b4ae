//! A single expression, as typed at a console or written in a JSON string.

use super::SyntaxError;
use super::ast::Expr;
use super::gaps;
use super::lower::Lower;
use crate::text::FileId;

/// Reads one expression; newlines count as spaces.
///
/// # Errors
/// The first place where the text is not an expression.
pub fn parse(text: &str, file: FileId) -> Result<Expr, SyntaxError> {
    parse_at(text, file, 0)
}

/// Reads one expression that stands at `offset` of its file.
///
/// # Errors
/// The first place where the text is not an expression.
pub fn parse_at(text: &str, file: FileId, offset: usize) -> Result<Expr, SyntaxError> {
    let trimmed = text.trim();
    let offset = offset + (text.len() - text.trim_start().len());
    let edits = gaps::Edits::default();
    if gaps::may_be_misread(trimmed) {
        return gaps::expression(trimmed, file, offset, None);
    }
    match trimmed.parse::<hcl_edit::expr::Expression>() {
        Ok(tree) => Lower::new(file, trimmed, offset, &edits).expression(&tree, 0),
        Err(error) => gaps::expression(trimmed, file, offset, Some(error)),
    }
}
