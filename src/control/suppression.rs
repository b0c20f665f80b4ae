//! Comments that silence the control.

use std::rc::Rc;

use crate::syntax::ast::Block;
use crate::syntax::comments::{comments_in, mentions};
use crate::terraform::configuration::Configuration;
use crate::text::{FileId, Source, Sources, Span};

const OWN: &str = "ec2-profile-check:ignore";
macro_rules! checkov_skip {
    () => {
        "checkov:skip"
    };
}

/// How Checkov's comments are called.
pub const BY_CHECKOV: &str = checkov_skip!();
/// What each of them begins with, whatever it silences.
pub const ANY_OF_CHECKOV: &str = concat!(checkov_skip!(), "=");
const CHECKOV: &str = concat!(checkov_skip!(), "=CKV2_AWS_41");

/// A comment that silences a block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Silence {
    /// Why; "" when the comment gives no reason, and then it does not count.
    pub reason: String,
    /// `ec2-profile-check:ignore` or `checkov:skip`.
    pub by: &'static str,
    /// The comment.
    pub span: Span,
}

/// The comments in a block, or alone on the line above it.
pub fn of_block(configuration: &Configuration, block: &Block) -> Vec<Silence> {
    let file = block.header.file;
    let Some(source) = configuration.sources.get(file) else { return Vec::new() };
    let start = line_above(source, block.header);
    // Only then is it worth reading the file from its start.
    let around = source.text.get(start..block.span.end as usize).unwrap_or("");
    if !mentions(around, OWN) && !mentions(around, CHECKOV) {
        return Vec::new();
    }
    let counts = |silence: &Silence| {
        let line = source.line_of(silence.span.start);
        let (line_start, _) = source.line_range(line);
        let before = source.text.get(line_start..silence.span.start as usize).unwrap_or("");
        silence.span.start >= block.header.start || before.trim().is_empty()
    };
    read(file, source, start..block.span.end as usize).into_iter().filter(counts).collect()
}

/// Where the line above the first one of a range begins.
fn line_above(source: &Source, range: Span) -> usize {
    match source.line_of(range.start).checked_sub(1) {
        Some(above) => source.line_range(above).0,
        None => range.start as usize,
    }
}

/// Whether anything that would silence a control if it stood in a comment is in a block or the line above it.
pub fn may_have_comments(source: &Source, block: Span) -> bool {
    let around = source.text.get(line_above(source, block)..block.end as usize).unwrap_or("");
    mentions(around, OWN) || mentions(around, ANY_OF_CHECKOV)
}

/// Comments with our own marker, read once per text.
#[derive(Debug, Default)]
pub struct OwnComments {
    files: Vec<Option<(Rc<Source>, Vec<Silence>)>>,
}

impl OwnComments {
    /// All of them, file by file.
    pub fn of(&mut self, sources: &Sources) -> impl Iterator<Item = &Silence> {
        for (file, source) in sources.iter() {
            let index = file.0 as usize;
            if index >= self.files.len() {
                self.files.push(None);
            }
            let known = self.files[index].as_ref().map(|(known, _)| known);
            let is_known = match (known, source) {
                (Some(known), Some(source)) => Rc::ptr_eq(known, source),
                (known, source) => known.is_none() && source.is_none(),
            };
            if !is_known {
                self.files[index] = source.map(|source| (source.clone(), own(file, source)));
            }
        }
        self.files.iter().flatten().flat_map(|(_, silences)| silences)
    }
}

fn own(file: FileId, source: &Source) -> Vec<Silence> {
    if !mentions(&source.text, OWN) {
        return Vec::new();
    }
    let mut found = read(file, source, 0..source.text.len());
    found.retain(|silence| silence.by == OWN);
    found
}

fn read(file: FileId, source: &Source, range: std::ops::Range<usize>) -> Vec<Silence> {
    if source.path.ends_with(".json") {
        return Vec::new();
    }
    let mut found = Vec::new();
    for (marker, by) in [(OWN, OWN), (CHECKOV, BY_CHECKOV)] {
        for comment in comments_in(file, source, range.clone(), marker) {
            let Some((_, rest)) = comment.text.split_once(marker) else { continue };
            if rest.starts_with(|next: char| next.is_alphanumeric() || next == '_' || next == '-') {
                continue;
            }
            let reason = match by {
                OWN => rest.trim_start_matches(':').trim(),
                _ => rest.strip_prefix(':').unwrap_or("").trim(),
            };
            found.push(Silence { reason: reason.to_owned(), by, span: comment.span });
        }
    }
    found.sort_by_key(|silence| silence.span.start);
    found
}
