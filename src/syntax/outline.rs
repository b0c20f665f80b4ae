//! Blocks and arguments of a text in native syntax, whose expressions are only recognised: each is built when somebody
//! asks for it. What is not surely right goes to hcl-edit, block by block.

use std::rc::Rc;

use hcl_edit::structure::Body as HclBody;

use super::SyntaxError;
use super::ast::{Attribute, Block, Body, Label};
use super::deferred::Deferred;
use super::gaps::{Edits, is_plain};
use super::lexer::{Kind, Lexer};
use super::lower::Lower;
use super::recogniser::{Lines, MAX_LEVEL, Recogniser};
use crate::text::{FileId, Span};

/// Reads `text`, which stands at `base` of its file; `None` where it does not parse.
pub(super) fn read(text: &str, file: FileId, base: usize) -> Option<(Body, Vec<SyntaxError>)> {
    let mut outline = Outline { at: Recogniser::new(text), whole: text, text: text.into(), file, base };
    let (mut body, mut errors) = (Body::default(), Vec::new());
    loop {
        let before = outline.at.at;
        let read = match outline.at.space(Lines::Free) {
            Some(()) if outline.at.at == text.len() => return Some((body, errors)),
            Some(()) => outline.structure(&mut body, 0).and_then(|()| outline.line_end()),
            None => None,
        };
        if read.is_none() {
            outline.at = Recogniser::new(text);
            outline.at.at = outline.by_hcl_edit(before, &mut body, &mut errors)?;
        }
    }
}

/// The same with hcl-edit, which builds every expression.
pub(super) fn read_eagerly(text: &str, file: FileId, base: usize) -> Option<(Body, Vec<SyntaxError>)> {
    let tree = is_plain(text).then(|| text.parse::<HclBody>().ok())??;
    let (mut body, mut errors) = (Body::default(), Vec::new());
    Lower::new(file, text, base, &Edits::default()).top_level(&tree, &mut body, &mut errors);
    Some((body, errors))
}

struct Outline<'a> {
    at: Recogniser<'a>,
    whole: &'a str,
    text: Rc<str>,
    file: FileId,
    base: usize,
}

impl Outline<'_> {
    fn span(&self, start: usize, end: usize) -> Span {
        Span::new(self.file, self.base + start, self.base + end)
    }

    /// Adds the argument or block that stands here. Where it is `None`, nothing was added.
    fn structure(&mut self, into: &mut Body, level: usize) -> Option<()> {
        let start = self.at.at;
        let name = self.at.name()?;
        let name_span = self.span(start, self.at.at);
        self.at.blanks();
        if self.at.peek(0) != b'=' {
            let block = self.block(name, name_span, level)?;
            into.blocks.push(Rc::new(block));
            return Some(());
        }
        if into.attribute(name).is_some() {
            return None;
        }
        let attribute = self.argument(name, name_span)?;
        into.attributes.push(attribute);
        Some(())
    }

    /// The argument of this name, from its equals sign on.
    fn argument(&mut self, name: &str, name_span: Span) -> Option<Attribute> {
        self.at.take(b'=')?;
        self.at.blanks();
        let start = self.at.at;
        self.at.expression(Lines::End, 0)?;
        let span = self.span(start, self.at.at);
        let expr = Deferred::new(self.text.clone(), start, span);
        // A text of its own: by this it is known again when it moved, see `Block::is_moved`.
        Some(Attribute { name: name.into(), name_span, expr, span: name_span.to(span) })
    }

    /// The block of this kind, from its first label or its brace on.
    fn block(&mut self, kind: &str, kind_span: Span, level: usize) -> Option<Block> {
        if level > MAX_LEVEL {
            return None;
        }
        let mut labels = Vec::new();
        while self.at.peek(0) != b'{' {
            labels.push(self.label()?);
            self.at.blanks();
        }
        self.at.take(b'{')?;
        let open = self.at.at;
        let mut body = Body::default();
        self.body(&mut body, level)?;
        body.span = self.span(open, self.at.at);
        self.at.take(b'}')?;
        let span = self.span(kind_span.start as usize - self.base, self.at.at);
        let header = labels.last().map_or(kind_span, |last: &Label| kind_span.to(last.span));
        // A text of its own, as above.
        Some(Block { kind: kind.into(), kind_span, labels, body, span, header })
    }

    fn label(&mut self) -> Option<Label> {
        let start = self.at.at;
        let text = match self.at.take(b'"') {
            Some(()) => {
                let text = self.at.until_quote()?;
                self.at.take(b'"')?;
                text
            }
            None => self.at.name()?,
        };
        Some(Label { text: text.into(), span: self.span(start, self.at.at) })
    }

    /// What is between braces.
    fn body(&mut self, body: &mut Body, level: usize) -> Option<()> {
        self.at.space(Lines::End)?;
        match self.at.peek(0) {
            b'}' => Some(()),
            b'\n' | b'\r' | b'#' | b'/' => loop {
                self.at.space(Lines::Free)?;
                if self.at.peek(0) == b'}' {
                    return Some(());
                }
                self.structure(body, level + 1)?;
                self.line_end()?;
            },
            // On one line there is one argument.
            _ => {
                let start = self.at.at;
                let name = self.at.name()?;
                let span = self.span(start, self.at.at);
                self.at.blanks();
                body.attributes.push(self.argument(name, span)?);
                self.at.space(Lines::End)
            }
        }
    }

    /// To the end of the line, on which nothing but a comment follows.
    fn line_end(&mut self) -> Option<()> {
        self.at.space(Lines::End)?;
        matches!(self.at.peek(0), b'\n' | b'\r' | b'#' | b'/').then_some(()).or_else(|| {
            // A NUL is no end.
            (self.at.at == self.whole.len()).then_some(())
        })
    }

    /// Reads the structure that begins after `from` with hcl-edit and tells where it ends.
    fn by_hcl_edit(&self, from: usize, into: &mut Body, errors: &mut Vec<SyntaxError>) -> Option<usize> {
        let mut lexer = Lexer::new(self.whole, from);
        let mut begun = false;
        let mut end = self.whole.len();
        while let Some(token) = lexer.next() {
            begun |= !matches!(token.kind, Kind::Newline | Kind::Comment);
            if begun && token.kind == Kind::Newline && lexer.stack().is_empty() {
                end = token.end;
                break;
            }
        }
        let (mut more, mut wrong) = read_eagerly(self.whole.get(from..end)?, self.file, self.base + from)?;
        if more.attributes.iter().any(|attribute| into.attribute(&attribute.name).is_some()) {
            return None;
        }
        into.attributes.append(&mut more.attributes);
        into.blocks.append(&mut more.blocks);
        errors.append(&mut wrong);
        Some(end)
    }
}
