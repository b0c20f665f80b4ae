//! Text to tree: native HCL, JSON syntax and variable files, with recovery from syntax errors.

pub mod ast;
mod changed;
mod children;
pub mod comments;
mod deferred;
mod explanation;
pub mod expression;
mod gaps;
pub mod json;
mod lexer;
mod lower;
pub mod native;
mod outline;
mod recogniser;
mod rescue;
mod segments;
mod shift;
pub mod template;
pub mod uses;
pub mod walk;

use crate::text::{FileId, Source, Span};

/// What is wrong with a text, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SyntaxError {
    /// The smallest place that shows it.
    pub span: Span,
    /// What is wrong, in a sentence.
    pub message: String,
    /// What to do about it.
    pub way_out: Option<String>,
}

impl SyntaxError {
    /// An error without a way out.
    pub fn new(span: Span, message: impl Into<String>) -> Self {
        SyntaxError { span, message: message.into(), way_out: None }
    }

    /// The same with a way out.
    pub fn way_out(mut self, way_out: impl Into<String>) -> Self {
        self.way_out = Some(way_out.into());
        self
    }
}

/// A file's tree and what could not be read of it.
#[derive(Debug)]
pub struct Parsed {
    /// All blocks and attributes without a syntax error in them, and what is left of some blocks that have one.
    pub file: ast::File,
    /// In source order.
    pub errors: Vec<SyntaxError>,
    /// Whether native syntax was parsed in one go. Else how it was split decides what came of it.
    pub(crate) at_once: bool,
}

/// Reads a Terraform file or variable file by the ending of its path: `.tfvars.json`, other `.json`, else native syntax.
pub fn parse_file(path: &str, id: FileId, source: &Source) -> Parsed {
    match path {
        _ if path.ends_with(".tfvars.json") => json::parse_variables(id, source),
        _ if path.ends_with(".json") => json::parse(id, source),
        _ => native::parse(id, source),
    }
}

/// As [`parse_file`], of a file of which an earlier text and its tree are known: what did not change is not read again.
pub fn parse_changed(path: &str, id: FileId, source: &Source, before: &Source, tree: &Parsed) -> Parsed {
    if path.ends_with(".json") {
        return parse_file(path, id, source);
    }
    native::parse_changed(id, source, before, tree)
}
