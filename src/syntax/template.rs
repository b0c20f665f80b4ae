//! Templates: quoted strings, heredocs and template files, with trims (`~`) and heredoc indentation applied as HCL does.
//!
//! HCL applies both to its tokens, so the pieces a literal is scanned into matter: a heredoc or template file is cut
//! at every line end, and everywhere at a lone `$` or `%` and at an escaped marker. A trim reaches one such piece.

use std::rc::Rc;

use hcl_edit::Span as _;
use hcl_edit::template::{Directive, Element, Strip};

use super::SyntaxError;
use super::ast::{Expr, Template, TemplatePart};
use super::explanation::explain_expression;
use super::gaps::Edits;
use super::lower::{Lower, Lowered};
use crate::terraform::functions::string::normalise;
use crate::text::FileId;

/// Reads the text of a template file or of a string that is a template in JSON; `offset` is where it stands.
///
/// # Errors
/// The first place where it is not a template.
pub fn parse(text: &str, file: FileId, offset: usize) -> Result<Template, SyntaxError> {
    let edits = Edits::default();
    match text.parse::<hcl_edit::template::Template>() {
        Ok(tree) => {
            let lower = Lower::new(file, text, offset, &edits);
            let pieces = flatten(&lower, tree.iter(), Form::Bare, false, 0)?;
            build(pieces, true)
        }
        Err(error) => Err(explain_expression(&error, text, file, offset)),
    }
}

/// A quoted string's template.
pub(super) fn lower_quoted(lower: &Lower<'_>, elements: Elements<'_>, depth: usize) -> Lowered<Template> {
    build(flatten(lower, elements, Form::Quoted, false, depth)?, true)
}

/// A heredoc's template; `flush` for `<<-`.
pub(super) fn lower_heredoc(lower: &Lower<'_>, elements: Elements<'_>, flush: bool, depth: usize) -> Lowered<Template> {
    build(flatten(lower, elements, Form::Heredoc, flush, depth)?, false)
}

/// How hcl-edit hands out what a template holds.
pub(super) type Elements<'a> = Box<dyn Iterator<Item = &'a Element> + 'a>;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Quoted,
    Heredoc,
    Bare,
}

enum Piece {
    Literal(String),
    Interpolation(Expr),
    If(Expr),
    Else,
    EndIf,
    For { key_var: Option<Rc<str>>, value_var: Rc<str>, collection: Expr },
    EndFor,
}

/// A template's pieces in source order.
struct Flat<'a, 'b> {
    lower: &'a Lower<'b>,
    form: Form,
    /// Whether the pieces of a literal matter; if not, the literals are taken as they were decoded.
    split: bool,
    pieces: Vec<Piece>,
    /// The last sequence ended with `~}`: the next piece is trimmed at its start, if it is a literal.
    trim_next: bool,
}

fn flatten(lower: &Lower<'_>, elements: Elements<'_>, form: Form, flush: bool, depth: usize) -> Lowered<Vec<Piece>> {
    let elements: Vec<&Element> = elements.collect();
    let split = flush || lower.edits.masked || elements.iter().any(|element| trims(element));
    let mut flat = Flat { lower, form, split, pieces: Vec::with_capacity(elements.len()), trim_next: false };
    flat.elements(Box::new(elements.into_iter()), depth + 1)?;
    if flush {
        unindent(&mut flat.pieces);
    }
    Ok(flat.pieces)
}

fn is_trim(strip: Strip) -> bool {
    strip.strip_start() || strip.strip_end()
}

/// Whether there is a `~` anywhere in the element.
fn trims(element: &Element) -> bool {
    match element {
        Element::Literal(_) => false,
        Element::Interpolation(interpolation) => is_trim(interpolation.strip),
        Element::Directive(directive) => match &**directive {
            Directive::If(form) => {
                is_trim(form.if_expr.strip)
                    || is_trim(form.endif_expr.strip)
                    || form.if_expr.template.iter().any(trims)
                    || form.else_expr.as_ref().is_some_and(|e| is_trim(e.strip) || e.template.iter().any(trims))
            }
            Directive::For(form) => {
                is_trim(form.for_expr.strip)
                    || is_trim(form.endfor_expr.strip)
                    || form.for_expr.template.iter().any(trims)
            }
        },
    }
}

impl Flat<'_, '_> {
    fn elements(&mut self, elements: Elements<'_>, depth: usize) -> Lowered<()> {
        for element in elements {
            match element {
                Element::Literal(text) if !self.split => self.pieces.push(Piece::Literal(text.value().clone())),
                Element::Literal(text) => {
                    let range = text.span().unwrap_or(0..0);
                    let raw = self.lower.text.get(range).unwrap_or("");
                    for piece in scan(raw, self.form) {
                        let mut literal = decode(piece, self.form);
                        if std::mem::take(&mut self.trim_next) {
                            literal = literal.trim_start().to_owned();
                        }
                        self.pieces.push(Piece::Literal(literal));
                    }
                }
                Element::Interpolation(interpolation) => {
                    let expr = self.lower.expression(&interpolation.expr, depth)?;
                    self.sequence(Piece::Interpolation(expr), interpolation.strip);
                }
                Element::Directive(directive) => self.directive(directive, depth)?,
            }
        }
        Ok(())
    }

    fn directive(&mut self, directive: &Directive, depth: usize) -> Lowered<()> {
        match directive {
            Directive::If(form) => {
                let condition = self.lower.expression(&form.if_expr.cond_expr, depth)?;
                self.sequence(Piece::If(condition), form.if_expr.strip);
                self.elements(form.if_expr.template.iter(), depth + 1)?;
                if let Some(otherwise) = &form.else_expr {
                    self.sequence(Piece::Else, otherwise.strip);
                    self.elements(otherwise.template.iter(), depth + 1)?;
                }
                self.sequence(Piece::EndIf, form.endif_expr.strip);
            }
            Directive::For(form) => {
                let intro = &form.for_expr;
                let piece = Piece::For {
                    key_var: intro.key_var.as_ref().map(|name| name.as_str().into()),
                    value_var: intro.value_var.as_str().into(),
                    collection: self.lower.expression(&intro.collection_expr, depth)?,
                };
                self.sequence(piece, intro.strip);
                self.elements(intro.template.iter(), depth + 1)?;
                self.sequence(Piece::EndFor, form.endfor_expr.strip);
            }
        }
        Ok(())
    }

    fn sequence(&mut self, piece: Piece, strip: Strip) {
        if let Some(Piece::Literal(before)) = self.pieces.last_mut().filter(|_| strip.strip_start()) {
            before.truncate(before.trim_end().len());
        }
        self.pieces.push(piece);
        self.trim_next = strip.strip_end();
    }
}

/// Cuts a literal's source into the pieces HCL scans it into.
fn scan(raw: &str, form: Form) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut rest = raw;
    while !rest.is_empty() {
        let bytes = rest.as_bytes();
        let length = match bytes {
            [b'$', b'$', b'{', b'~', ..] | [b'%', b'%', b'{', b'~', ..] => 4,
            [b'$', b'$', b'{', ..] | [b'%', b'%', b'{', ..] => 3,
            [b'$' | b'%', ..] => 1,
            _ => {
                let end = bytes.iter().position(|byte| match byte {
                    b'$' | b'%' => true,
                    b'\n' => form != Form::Quoted,
                    _ => false,
                });
                match end {
                    Some(end) if bytes.get(end) == Some(&b'\n') => end + 1,
                    Some(end) => end,
                    None => bytes.len(),
                }
            }
        };
        let (piece, after) = rest.split_at(length);
        pieces.push(piece);
        rest = after;
    }
    pieces
}

/// The text a piece of a literal stands for; escapes were checked by the parser.
fn decode(piece: &str, form: Form) -> String {
    if piece.starts_with("$${") || piece.starts_with("%%{") {
        return piece.get(1..).unwrap_or("").to_owned();
    }
    if form != Form::Quoted || !piece.contains('\\') {
        return piece.to_owned();
    }
    let mut text = String::with_capacity(piece.len());
    let mut characters = piece.chars();
    while let Some(character) = characters.next() {
        if character != '\\' {
            text.push(character);
            continue;
        }
        match characters.next() {
            Some('n') => text.push('\n'),
            Some('r') => text.push('\r'),
            Some('t') => text.push('\t'),
            Some(width @ ('u' | 'U')) => {
                let digits = if width == 'u' { 4 } else { 8 };
                let code = characters
                    .by_ref()
                    .take(digits)
                    .fold(0, |code: u32, digit| code.wrapping_mul(16).wrapping_add(digit.to_digit(16).unwrap_or(0)));
                text.extend(char::from_u32(code));
            }
            Some(escaped) => text.push(escaped),
            None => {}
        }
    }
    text
}

/// Takes from every line of a `<<-` heredoc the indentation they all share. Blank lines do not count, a line that
/// starts with a sequence has none, and a line whose break was trimmed away continues with the next.
fn unindent(pieces: &mut [Piece]) {
    let mut shared = usize::MAX;
    let mut starts_line = true;
    let mut leading = Vec::new();
    for (index, piece) in pieces.iter().enumerate() {
        if std::mem::take(&mut starts_line) {
            match piece {
                Piece::Literal(text) => {
                    let spaces = text.chars().take_while(|c| c.is_whitespace()).count();
                    let blank = text.ends_with('\n') && text.trim_start().is_empty();
                    if !blank {
                        shared = shared.min(spaces);
                        leading.push(index);
                    }
                }
                _ => shared = 0,
            }
        }
        starts_line = matches!(piece, Piece::Literal(text) if text.ends_with('\n'));
    }
    for index in leading {
        if let Some(Piece::Literal(text)) = pieces.get_mut(index) {
            let cut = text.char_indices().nth(shared).map_or(text.len(), |(at, _)| at);
            text.drain(..cut);
        }
    }
}

/// Nests the pieces again and joins neighbouring literals.
fn build(pieces: Vec<Piece>, may_wrap: bool) -> Lowered<Template> {
    let wraps = may_wrap && matches!(pieces.as_slice(), [Piece::Interpolation(_)]);
    let mut pieces = pieces.into_iter();
    let (parts, _) = parts_until(&mut pieces, |_| false);
    Ok(Template { parts, wraps })
}

/// Parts up to the piece that `ends` names, which is given back.
fn parts_until(pieces: &mut std::vec::IntoIter<Piece>, ends: fn(&Piece) -> bool) -> (Vec<TemplatePart>, Option<Piece>) {
    let mut parts = Vec::new();
    let mut literal = String::new();
    let flush = |literal: &mut String, parts: &mut Vec<TemplatePart>| {
        if !literal.is_empty() {
            parts.push(TemplatePart::Literal(normalise(literal)));
            literal.clear();
        }
    };
    while let Some(piece) = pieces.next() {
        if let Piece::Literal(text) = &piece {
            literal.push_str(text);
            continue;
        }
        flush(&mut literal, &mut parts);
        if ends(&piece) {
            return (parts, Some(piece));
        }
        match piece {
            Piece::Interpolation(expr) => parts.push(TemplatePart::Interpolation(expr)),
            Piece::If(condition) => {
                let (then, end) = parts_until(pieces, |piece| matches!(piece, Piece::Else | Piece::EndIf));
                let otherwise = match end {
                    Some(Piece::Else) => parts_until(pieces, |piece| matches!(piece, Piece::EndIf)).0,
                    _ => Vec::new(),
                };
                parts.push(TemplatePart::If { condition, then, otherwise });
            }
            Piece::For { key_var, value_var, collection } => {
                let (body, _) = parts_until(pieces, |piece| matches!(piece, Piece::EndFor));
                parts.push(TemplatePart::For { key_var, value_var, collection, body });
            }
            Piece::Literal(_) | Piece::Else | Piece::EndIf | Piece::EndFor => {}
        }
    }
    flush(&mut literal, &mut parts);
    (parts, None)
}
