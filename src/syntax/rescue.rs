//! What can be read of a block with a syntax error in it: its header, and the arguments and nested blocks without one.

use std::rc::Rc;

use hcl_edit::structure::Body as HclBody;

use super::ast::{Attribute, Block, Body, Expr, ExprKind};
use super::lexer::{Kind, Lexer};
use super::lower::Lower;
use super::{gaps, segments};
use crate::text::{FileId, Span};

/// How deep a broken block may be in another one.
const MAX_DEPTH: usize = 4;

/// So many arguments of a block are read: each is compared with those before it.
const MAX_ARGUMENTS: usize = 1000;

/// The block that `text`, at `base` of its file, has with what is wrong left out; `None` where too little is left of it.
pub(super) fn rescue(file: FileId, text: &str, base: usize) -> Option<Rc<Block>> {
    // In a diff, a line that is added begins with a sign; one that is removed is no code.
    let code = text.strip_prefix('+').unwrap_or(text);
    let block = block(file, code, base + text.len() - code.len(), 0)?;
    // A variable without one of its arguments means another thing, and so does a call.
    let is_use = match &*block.kind {
        "resource" | "data" | "locals" => true,
        "module" => {
            !block.body.incomplete && !is_unreadable(&block.body, "source") && !is_unreadable(&block.body, "version")
        }
        _ => false,
    };
    is_use.then(|| Rc::new(block))
}

fn is_unreadable(body: &Body, name: &str) -> bool {
    body.attribute(name).is_some_and(|attribute| matches!(attribute.expr.kind, ExprKind::Unreadable))
}

fn block(file: FileId, text: &str, base: usize, depth: usize) -> Option<Block> {
    let (open, close) = braces(text)?;
    // A brace on the line below its header is read as if it were on the header's.
    let mut header = text.get(..open)?.trim_end().to_owned();
    header.push_str("{}");
    let mut read = Body::default();
    lower(file, &header, base, &mut read)?;
    let mut block = Rc::unwrap_or_clone(read.blocks.pop()?);
    let end = close.unwrap_or(text.len());
    block.span = Span::new(file, base, base + (end + 1).min(text.len()));
    block.body.span = Span::new(file, base + open + 1, base + end);
    block.body.incomplete = close.is_none();
    fill(&mut block.body, file, text.get(open + 1..end)?, base + open + 1, depth);
    Some(block)
}

/// Reads a text without an error in it into a body; `None` where it has one.
fn lower(file: FileId, text: &str, base: usize, into: &mut Body) -> Option<()> {
    let (tree, edits) = gaps::read::<HclBody>(text, false).ok()?;
    let mut errors = Vec::new();
    Lower::new(file, text, base, &edits).top_level(&tree, into, &mut errors);
    into.incomplete |= !errors.is_empty();
    Some(())
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
    while let Some((range, closed)) = segments::next(text, from) {
        let fits = body.attributes.len() < MAX_ARGUMENTS;
        let part = text.get(range.clone()).filter(|_| closed && fits);
        // Of what is not closed nobody knows the end: what seems to stand here may stand in it.
        let Some(part) = part else {
            body.incomplete = true;
            return;
        };
        structure(body, file, part, base + range.start, depth);
        from = range.end;
    }
}

/// Reads one argument or nested block.
fn structure(body: &mut Body, file: FileId, part: &str, base: usize, depth: usize) {
    let known = body.attributes.len();
    if lower(file, part, base, body).is_some() {
        if body.attributes.len() > known
            && let Some(attribute) = body.attributes.pop()
        {
            add(body, attribute);
        }
        return;
    }
    if part.starts_with('+') {
        let code = part.trim_start_matches(|c: char| c == '+' || c.is_ascii_whitespace());
        if !code.is_empty() {
            structure(body, file, code, base + part.len() - code.len(), depth);
        }
        return;
    }
    if part.starts_with('-') {
        return;
    }
    let is_in_name = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
    let end = part.bytes().take_while(is_in_name).count();
    let (name, rest) = part.split_at(end);
    if end > 0 && rest.trim_start().starts_with(['=', ':']) {
        let span = Span::new(file, base, base + part.trim_end().len());
        let expr = Expr { kind: ExprKind::Unreadable, span }.into();
        add(body, Attribute { name: name.into(), name_span: Span::new(file, base, base + end), expr, span });
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
        Some(known) => known.expr = Expr { kind: ExprKind::Unreadable, span: known.expr.span }.into(),
        None => body.attributes.push(attribute),
    }
}
