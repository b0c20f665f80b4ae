//! What can be read of a block with a syntax error in it: its header, and the arguments and nested blocks without one.

use std::rc::Rc;

use hcl_edit::structure::Body as HclBody;

use super::ast::{Attribute, Block, Body, Expr, ExprKind};
use super::lexer::{Frame, Kind, Lexer};
use super::lower::Lower;
use super::{gaps, segments};
use crate::text::{FileId, Span};

/// Blocks of which a part is better than nothing. A variable without one of its arguments means another thing, and so
/// does a call without its source.
const KINDS: &[&str] = &["resource", "data", "locals", "module"];

/// How deep a broken block may be in another one.
const MAX_DEPTH: usize = 4;

/// How often a quote that is never closed is given up with its line. Each time reads to the end of the block.
const MAX_CUTS: usize = 8;

/// The block that `text`, at `base` of its file, has with what is wrong left out; `None` where too little is left of it.
pub(super) fn rescue(file: FileId, text: &str, base: usize) -> Option<Rc<Block>> {
    let block = block(file, text, base, 0)?;
    let is_unreadable =
        |name| block.body.attribute(name).is_some_and(|attribute| matches!(attribute.expr.kind, ExprKind::Unreadable));
    let is_whole_call = || !block.body.incomplete && !is_unreadable("source") && !is_unreadable("version");
    (KINDS.contains(&&*block.kind) && (&*block.kind != "module" || is_whole_call())).then(|| Rc::new(block))
}

fn block(file: FileId, text: &str, base: usize, depth: usize) -> Option<Block> {
    let (open, close) = braces(text)?;
    // A brace on the line below its header is read as if it were on the header's.
    let header = format!("{}}}", text.get(..=open)?.replace(['\n', '\r'], " "));
    let (tree, edits) = gaps::read::<HclBody>(&header, false).ok()?;
    let mut read = Body::default();
    Lower::new(file, &header, base, &edits).top_level(&tree, &mut read, &mut Vec::new());
    let mut block = read.blocks.pop().map(Rc::unwrap_or_clone)?;
    let end = close.unwrap_or(text.len());
    block.span = Span::new(file, base, base + (end + 1).min(text.len()));
    block.body.span = Span::new(file, base + open + 1, base + end);
    block.body.incomplete = close.is_none();
    let inner = text.get(open + 1..end)?;
    fill(&mut block.body, file, inner, base + open + 1, depth);
    Some(block)
}

/// Where the block that starts a text opens, and where it closes if it does.
fn braces(text: &str) -> Option<(usize, Option<usize>)> {
    let mut lexer = Lexer::new(text, 0);
    let mut open = None;
    while let Some(token) = lexer.next() {
        match open {
            None if token.kind == Kind::Open && text.as_bytes().get(token.start) == Some(&b'{') => {
                open = Some(token.start);
            }
            None if !matches!(token.kind, Kind::Word | Kind::Text | Kind::Newline) => return None,
            Some(open) if token.kind == Kind::Close && lexer.stack().is_empty() => {
                return Some((open, Some(token.start)));
            }
            _ => {}
        }
    }
    open.map(|open| (open, None))
}

/// Reads the inside of a block, which stands at `base` of its file.
fn fill(body: &mut Body, file: FileId, text: &str, base: usize, depth: usize) {
    let mut from = 0;
    let mut cuts = 0;
    while let Some((range, closed)) = segments::next(text, from) {
        let mut end = range.end;
        if !closed {
            // A quote that is not closed ends with its line. Of whatever else is not closed nobody knows the end: what
            // seems to stand here may stand in it.
            let line = text.get(range.start..).and_then(|rest| rest.split_inclusive('\n').next()).unwrap_or("");
            if !has_open_quote(line) || cuts >= MAX_CUTS {
                body.incomplete = true;
                return;
            }
            cuts += 1;
            end = range.start + line.len();
        }
        from = end;
        let Some(part) = text.get(range.start..end) else { return };
        structure(body, file, part, base + range.start, depth);
    }
}

fn has_open_quote(line: &str) -> bool {
    let mut lexer = Lexer::new(line, 0);
    while lexer.next().is_some() {}
    lexer.stack() == [Frame::Quoted]
}

/// Reads one argument or nested block.
fn structure(body: &mut Body, file: FileId, part: &str, base: usize, depth: usize) {
    if let Ok((tree, edits)) = gaps::read::<HclBody>(part, false) {
        let mut read = Body::default();
        let mut errors = Vec::new();
        Lower::new(file, part, base, &edits).top_level(&tree, &mut read, &mut errors);
        body.incomplete |= !errors.is_empty();
        read.attributes.into_iter().for_each(|attribute| add(body, attribute));
        body.blocks.append(&mut read.blocks);
        return;
    }
    let name_end = part.find(|c: char| !(c.is_alphanumeric() || c == '_' || c == '-')).unwrap_or(part.len());
    let (name, rest) = part.split_at(name_end);
    let rest = rest.trim_start_matches([' ', '\t']);
    if !name.is_empty() && rest.starts_with(['=', ':']) {
        let span = Span::new(file, base, base + part.trim_end().len());
        let expr = Rc::new(Expr { kind: ExprKind::Unreadable, span });
        add(body, Attribute { name: name.into(), name_span: Span::new(file, base, base + name_end), expr, span });
        return;
    }
    match (depth < MAX_DEPTH).then(|| block(file, part, base, depth + 1)).flatten() {
        Some(block) => body.blocks.push(Rc::new(block)),
        None => body.incomplete = true,
    }
}

/// Adds an argument. Of one that is set twice, neither counts.
fn add(body: &mut Body, attribute: Attribute) {
    match body.attributes.iter_mut().find(|known| known.name == attribute.name) {
        Some(known) => known.expr = Rc::new(Expr { kind: ExprKind::Unreadable, span: known.expr.span }),
        None => body.attributes.push(attribute),
    }
}
