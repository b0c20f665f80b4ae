//! Comments that silence the control.

use crate::sorted::SortedSet;
use crate::syntax::ast::Block;
use crate::syntax::comments::comments_in;
use crate::terraform::configuration::Configuration;
use crate::text::{FileId, Source, Span};

const OWN: &str = "ec2-profile-check:ignore";
const CHECKOV: &str = "checkov:skip=CKV2_AWS_41";

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
    let header_line = source.line_of(block.header.start);
    let start = match header_line.checked_sub(1) {
        Some(above) => source.line_range(above).0,
        None => block.header.start as usize,
    };
    // Only then is it worth reading the file from its start.
    if !source.text.get(start..block.span.end as usize).is_some_and(mentions) {
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

/// Comments with our own marker that silence nothing.
pub fn unused(configuration: &Configuration, used: &SortedSet<Span>) -> Vec<Silence> {
    let mut found = Vec::new();
    for index in 0.. {
        let file = FileId(index);
        let Some(source) = configuration.sources.get(file) else { break };
        if source.text.contains(OWN) {
            let all = read(file, source, 0..source.text.len());
            found.extend(all.into_iter().filter(|silence| silence.by == OWN && !used.contains(&silence.span)));
        }
    }
    found
}

fn mentions(text: &str) -> bool {
    text.contains(OWN) || text.contains(CHECKOV)
}

fn read(file: FileId, source: &Source, range: std::ops::Range<usize>) -> Vec<Silence> {
    if source.path.ends_with(".json") {
        return Vec::new();
    }
    let mut found = Vec::new();
    for (marker, by) in [(OWN, OWN), (CHECKOV, "checkov:skip")] {
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
