//! From hcl-edit's tree to ours: spans as file offsets, splats folded, depth bounded.

use std::cell::RefCell;
use std::ops::Range;
use std::rc::Rc;

use hcl_edit::Span as _;
use hcl_edit::expr::{
    BinaryOperator, Expression, FuncCall, Object, ObjectKey as HclKey, Traversal, TraversalOperator, UnaryOperator,
};
use hcl_edit::structure::{BlockLabel, Body as HclBody, Structure};

use super::SyntaxError;
use super::ast::{
    Attribute, BinaryOp, Block, Body, Expr, ExprKind, ForExpr, Label, ObjectItem, ObjectKey, Template, TemplatePart,
    UnaryOp,
};
use super::gaps::Edits;
use super::template;
use crate::terraform::functions::string::normalise;
use crate::terraform::number::Number;
use crate::text::{FileId, Span};

/// Deepest expression tree we build: everything that walks a tree recurses, and a browser's stack is small.
pub(super) const MAX_DEPTH: usize = 200;

/// Result of lowering one node.
pub(super) type Lowered<T> = Result<T, SyntaxError>;

/// Lowers one parsed text.
pub(super) struct Lower<'a> {
    /// The file the text belongs to.
    pub file: FileId,
    /// The text that was parsed, as the author wrote it.
    pub text: &'a str,
    /// Offset of `text` in its file.
    pub base: usize,
    /// Where the parser was given something else than `text`.
    pub edits: &'a Edits,
    names: Names,
}

impl<'a> Lower<'a> {
    /// To lower what hcl-edit read of `text`, which stands at `base` of its file, edited so.
    pub(super) fn new(file: FileId, text: &'a str, base: usize, edits: &'a Edits) -> Self {
        Lower { file, text, base, edits, names: Names::default() }
    }

    pub(super) fn span(&self, range: Range<usize>) -> Span {
        Span::new(self.file, self.base + range.start, self.base + range.end)
    }

    fn span_or(&self, range: Option<Range<usize>>, otherwise: Span) -> Span {
        range.map_or(otherwise, |range| self.span(range))
    }

    fn too_deep(&self, span: Span) -> SyntaxError {
        SyntaxError::new(span, "This expression is nested too deeply to be judged.")
            .way_out("Give its inner parts names in a locals block.")
    }

    /// Adds the attributes and blocks of a body that starts at the top of a text; an error costs the structure it is in.
    pub(super) fn top_level(&self, body: &HclBody, into: &mut Body, errors: &mut Vec<SyntaxError>) {
        for structure in body.iter() {
            if let Err(error) = self.structure(structure, into, 0) {
                errors.push(error);
            }
        }
    }

    fn structure(&self, structure: &Structure, into: &mut Body, depth: usize) -> Lowered<()> {
        let whole = self.span_or(structure.span(), into.span);
        match structure {
            Structure::Attribute(attribute) => {
                let name_span = self.span_or(attribute.key.span(), whole);
                let expr = self.expression(&attribute.value, depth + 1)?;
                let span = name_span.to(expr.span);
                into.attributes.push(Attribute {
                    // Not of `names`: by this very text it is known again when it moved, see `Block::is_moved`.
                    name: attribute.key.as_str().into(),
                    name_span,
                    expr: expr.into(),
                    span,
                });
            }
            Structure::Block(block) => {
                let kind_span = self.span_or(block.ident.span(), whole);
                let labels =
                    block.labels.iter().map(|label| self.label(label, kind_span)).collect::<Lowered<Vec<Label>>>()?;
                let header = labels.last().map_or(kind_span, |last| kind_span.to(last.span));
                let open = self.body_start(header.end as usize, whole.end as usize);
                let end = (whole.end as usize).saturating_sub(1);
                let mut body = Body { span: Span::new(self.file, open.min(end), end), ..Body::default() };
                for inner in block.body.iter() {
                    self.structure(inner, &mut body, depth + 1)?;
                }
                into.blocks.push(Rc::new(Block {
                    // Not of `names`, as above.
                    kind: block.ident.as_str().into(),
                    kind_span,
                    labels,
                    body,
                    span: whole,
                    header,
                }));
            }
        }
        Ok(())
    }

    /// hcl-edit takes line breaks in quoted strings.
    fn on_one_line(&self, quoted: Span) -> Lowered<()> {
        if self.source(quoted).contains('\n') {
            return Err(SyntaxError::new(quoted, "A quoted string ends on the line where it begins.")
                .way_out("Write a line break as \\n, or use a heredoc (<<EOT)."));
        }
        Ok(())
    }

    fn label(&self, label: &BlockLabel, otherwise: Span) -> Lowered<Label> {
        let (text, range) = match label {
            BlockLabel::Ident(name) => (name.as_str(), name.span()),
            BlockLabel::String(text) => (text.as_str(), text.span()),
        };
        let span = self.span_or(range, otherwise);
        self.on_one_line(span)?;
        Ok(Label { text: self.names.get(text), span })
    }

    /// File offset just after the `{` that follows a block header; comments may stand between them.
    fn body_start(&self, header_end: usize, limit: usize) -> usize {
        let between =
            self.text.get(header_end.saturating_sub(self.base)..limit.saturating_sub(self.base)).unwrap_or("");
        let mut rest = between;
        loop {
            rest = rest.trim_start();
            match rest.strip_prefix("/*").and_then(|comment| comment.split_once("*/")) {
                Some((_, after)) => rest = after,
                None => break,
            }
        }
        header_end + (between.len() - rest.len()) + 1
    }

    /// Lowers an expression that stands `depth` levels deep.
    pub(super) fn expression(&self, expr: &Expression, depth: usize) -> Lowered<Expr> {
        let span = self.span_or(expr.span(), Span::new(self.file, self.base, self.base + self.text.len()));
        if depth > MAX_DEPTH {
            return Err(self.too_deep(span));
        }
        let kind = match expr {
            Expression::Null(_) => ExprKind::Null,
            Expression::Bool(value) => ExprKind::Bool(*value.value()),
            Expression::Number(_) => self.number(span)?,
            Expression::String(text) => {
                self.on_one_line(span)?;
                ExprKind::String(normalise(text.as_str()))
            }
            Expression::Array(items) => {
                let items = items.iter().map(|item| self.expression(item, depth + 1));
                ExprKind::Tuple(items.collect::<Lowered<_>>()?)
            }
            Expression::Object(object) => self.object(object, span, depth)?,
            Expression::StringTemplate(template) => {
                self.template_kind(template::lower_quoted(self, template.iter(), depth)?)
            }
            Expression::HeredocTemplate(heredoc) => {
                let opening = self.source(span).as_bytes();
                let flush = opening.get(2) == Some(&b'-');
                let elements = heredoc.template.iter();
                self.template_kind(template::lower_heredoc(self, elements, flush, depth)?)
            }
            Expression::Parenthesis(inner) => ExprKind::Parens(Box::new(self.expression(inner.inner(), depth + 1)?)),
            Expression::Variable(name) => ExprKind::Variable(self.names.get(name)),
            Expression::Conditional(conditional) => ExprKind::Conditional(
                Box::new(self.expression(&conditional.cond_expr, depth + 1)?),
                Box::new(self.expression(&conditional.true_expr, depth + 1)?),
                Box::new(self.expression(&conditional.false_expr, depth + 1)?),
            ),
            Expression::FuncCall(call) => self.call(call, span, depth)?,
            Expression::Traversal(traversal) => return self.traversal(traversal, depth),
            Expression::UnaryOp(unary) => {
                let op = match unary.operator.value() {
                    UnaryOperator::Neg => UnaryOp::Negate,
                    UnaryOperator::Not => UnaryOp::Not,
                };
                ExprKind::Unary(op, Box::new(self.expression(&unary.expr, depth + 1)?))
            }
            Expression::BinaryOp(binary) => ExprKind::Binary(
                binary_op(*binary.operator.value()),
                Box::new(self.expression(&binary.lhs_expr, depth + 1)?),
                Box::new(self.expression(&binary.rhs_expr, depth + 1)?),
            ),
            Expression::ForExpr(form) => {
                let key = form.key_expr.as_ref().map(|key| self.expression(key, depth + 1)).transpose()?;
                let condition = form.cond.as_ref().map(|cond| self.expression(&cond.expr, depth + 1)).transpose()?;
                ExprKind::For(Box::new(ForExpr {
                    key_var: form.intro.key_var.as_ref().map(|name| name.as_str().into()),
                    value_var: form.intro.value_var.as_str().into(),
                    collection: self.expression(&form.intro.collection_expr, depth + 1)?,
                    key,
                    value: self.expression(&form.value_expr, depth + 1)?,
                    condition,
                    grouping: form.grouping,
                }))
            }
        };
        Ok(Expr { kind, span })
    }

    fn template_kind(&self, template: Template) -> ExprKind {
        match template.parts.as_slice() {
            [] => ExprKind::String("".into()),
            [TemplatePart::Literal(text)] => ExprKind::String(text.clone()),
            _ => ExprKind::Template(Rc::new(template)),
        }
    }

    /// The text of a span of this file, as written.
    pub(super) fn source(&self, span: Span) -> &str {
        let from = (span.start as usize).saturating_sub(self.base);
        self.text.get(from..(span.end as usize).saturating_sub(self.base)).unwrap_or("")
    }

    /// hcl-edit rounds numbers to 64 bits and reads a leading minus as part of them; Terraform does neither.
    fn number(&self, span: Span) -> Lowered<ExprKind> {
        let text = self.source(span);
        let (negative, digits) = match text.strip_prefix('-') {
            Some(rest) => (true, rest.trim_start()),
            None => (false, text),
        };
        let digits = digits.rsplit("*/").next().unwrap_or(digits).trim_start();
        let start = span.end as usize - digits.len();
        let digits_span = Span::new(self.file, start, span.end as usize);
        let value = Number::parse(digits)
            .ok_or_else(|| SyntaxError::new(span, "This number is too large or too precise for Terraform."))?;
        let number = ExprKind::Number(value);
        Ok(match negative {
            true => ExprKind::Unary(UnaryOp::Negate, Box::new(Expr { kind: number, span: digits_span })),
            false => number,
        })
    }

    fn call(&self, call: &FuncCall, span: Span, depth: usize) -> Lowered<ExprKind> {
        let last = self.span_or(call.name.name.span(), span);
        let (name, name_span) = if call.name.namespace.is_empty() {
            (self.names.get(&call.name.name), last)
        } else {
            let mut name = String::new();
            for part in &call.name.namespace {
                name.push_str(part.as_str());
                name.push_str("::");
            }
            name.push_str(call.name.name.as_str());
            (name.into(), Span { end: last.end, ..span })
        };
        let args = call.args.iter().map(|arg| self.expression(arg, depth + 1));
        let args = args.collect::<Lowered<_>>()?;
        Ok(ExprKind::Call { name, name_span, args, expand_final: call.args.expand_final() })
    }

    fn object(&self, object: &Object, span: Span, depth: usize) -> Lowered<ExprKind> {
        let mut items = Vec::with_capacity(object.len());
        for (key, value) in object.iter() {
            let key = self.object_key(key, span, depth)?;
            items.push(ObjectItem { key, value: self.expression(value.expr(), depth + 1)? });
        }
        Ok(ExprKind::Object(items))
    }

    fn object_key(&self, key: &HclKey, object: Span, depth: usize) -> Lowered<ObjectKey> {
        let range = key.span();
        if let Some(range) = range.clone().filter(|range| self.edits.renamed.contains(&range.start)) {
            let written = self.text.get(range.clone()).unwrap_or("");
            let expr = super::expression::parse_at(written, self.file, self.base + range.start)?;
            return Ok(name_or_expression(expr));
        }
        match key {
            HclKey::Ident(name) => Ok(ObjectKey::Name(self.names.get(name), self.span_or(range, object))),
            HclKey::Expression(expr) => Ok(name_or_expression(self.expression(expr, depth + 1)?)),
        }
    }

    fn traversal(&self, traversal: &Traversal, depth: usize) -> Lowered<Expr> {
        let root_span = self.span_or(traversal.expr.span(), Span::new(self.file, self.base, self.base));
        let steps = &traversal.operators;
        let depth = depth + steps.len();
        if depth > MAX_DEPTH {
            return Err(self.too_deep(root_span));
        }
        let root = self.expression(&traversal.expr, depth)?;
        if let (ExprKind::Unary(UnaryOp::Negate, operand), Expression::Number(_)) = (&root.kind, &traversal.expr) {
            // A minus is no part of the number: -1[*] is -(1[*]).
            let operand = self.steps((**operand).clone(), steps, depth)?;
            return Ok(Expr { kind: ExprKind::Unary(UnaryOp::Negate, Box::new(operand)), span: root.span });
        }
        self.steps(root, steps, depth)
    }

    /// Applies the steps of a traversal to `source`.
    fn steps(&self, source: Expr, steps: &[hcl_edit::Decorated<TraversalOperator>], depth: usize) -> Lowered<Expr> {
        let mut current = source;
        let mut rest = steps;
        while let Some((step, after)) = rest.split_first() {
            rest = after;
            let step_span = self.span_or(step.span(), current.span);
            let span = current.span.to(step_span);
            current = match step.value() {
                TraversalOperator::AttrSplat(_) => {
                    let is_dot = |step: &hcl_edit::Decorated<TraversalOperator>| {
                        matches!(step.value(), TraversalOperator::GetAttr(_) | TraversalOperator::LegacyIndex(_))
                    };
                    let count = rest.iter().take_while(|step| is_dot(step)).count();
                    let (inside, outside) = rest.split_at(count);
                    if let Some(TraversalOperator::AttrSplat(_)) = outside.first().map(|step| step.value()) {
                        return Err(SyntaxError::new(step_span, "A `.*` cannot stand inside another `.*`.")
                            .way_out("Write `[*]` instead of `.*`."));
                    }
                    rest = outside;
                    let each = self.steps(Expr { kind: ExprKind::SplatElement, span: step_span }, inside, depth)?;
                    splat(current, each, span, false)
                }
                TraversalOperator::FullSplat(_) => {
                    let inside = std::mem::take(&mut rest);
                    let each = self.steps(Expr { kind: ExprKind::SplatElement, span: step_span }, inside, depth)?;
                    splat(current, each, span, true)
                }
                TraversalOperator::GetAttr(name) => {
                    Expr { kind: ExprKind::GetAttr(Box::new(current), self.names.get(name)), span }
                }
                TraversalOperator::Index(key) => {
                    let key = self.expression(key, depth + 1)?;
                    Expr { kind: ExprKind::Index(Box::new(current), Box::new(key)), span }
                }
                TraversalOperator::LegacyIndex(index) => {
                    if let Some(TraversalOperator::LegacyIndex(_)) = rest.first().map(|step| step.value()) {
                        return Err(SyntaxError::new(step_span, "Two indexes in a row cannot be written with dots.")
                            .way_out("Write them in brackets: `[0][1]`."));
                    }
                    if let Some(TraversalOperator::GetAttr(name)) = rest.first().map(|step| step.value())
                        && is_exponent(name)
                    {
                        return Err(SyntaxError::new(step_span, "This reads like a number with an exponent.")
                            .way_out("Write the index in brackets: `[0].e1`."));
                    }
                    let key_span = self.span_or(index.span(), step_span);
                    if matches!(current.kind, ExprKind::Number(_)) && key_span.start == current.span.end + 1 {
                        return Err(SyntaxError::new(span, "This is not a number."));
                    }
                    let value = Number::parse(&index.value().to_string())
                        .ok_or_else(|| SyntaxError::new(key_span, "This index is too large."))?;
                    let key = Expr { kind: ExprKind::Number(value), span: key_span };
                    Expr { kind: ExprKind::Index(Box::new(current), Box::new(key)), span }
                }
            };
        }
        Ok(current)
    }
}

/// Names that came lately: most come again and again, and then take no memory of their own.
struct Names(RefCell<[Option<Rc<str>>; Self::PLACES]>);

impl Names {
    const PLACES: usize = 64;

    fn get(&self, text: &str) -> Rc<str> {
        let sum = text.bytes().fold(0, |sum: usize, byte| sum.wrapping_mul(31).wrapping_add(byte.into()));
        let mut all = self.0.borrow_mut();
        match all.get_mut(sum % Self::PLACES) {
            Some(Some(name)) if **name == *text => name.clone(),
            Some(place) => place.insert(text.into()).clone(),
            None => text.into(),
        }
    }
}

impl Default for Names {
    fn default() -> Self {
        Names(RefCell::new([const { None }; Self::PLACES]))
    }
}

/// `e3`, which makes a number of the index before it, as Terraform reads it.
fn is_exponent(name: &str) -> bool {
    let digits = name.strip_prefix(['e', 'E']).map(|rest| rest.strip_prefix('-').unwrap_or(rest));
    digits.is_some_and(|digits| digits.starts_with(|first: char| first.is_ascii_digit()))
}

fn splat(source: Expr, each: Expr, span: Span, full: bool) -> Expr {
    let span = span.to(each.span);
    Expr { kind: ExprKind::Splat { source: Box::new(source), each: Box::new(each), full }, span }
}

/// As an object key, a lone word is a name, keywords included.
fn name_or_expression(expr: Expr) -> ObjectKey {
    match &expr.kind {
        ExprKind::Variable(name) => ObjectKey::Name(name.clone(), expr.span),
        ExprKind::Null => ObjectKey::Name("null".into(), expr.span),
        ExprKind::Bool(true) => ObjectKey::Name("true".into(), expr.span),
        ExprKind::Bool(false) => ObjectKey::Name("false".into(), expr.span),
        _ => ObjectKey::Expr(expr),
    }
}

fn binary_op(op: BinaryOperator) -> BinaryOp {
    match op {
        BinaryOperator::Eq => BinaryOp::Equal,
        BinaryOperator::NotEq => BinaryOp::NotEqual,
        BinaryOperator::LessEq => BinaryOp::LessEqual,
        BinaryOperator::GreaterEq => BinaryOp::GreaterEqual,
        BinaryOperator::Less => BinaryOp::Less,
        BinaryOperator::Greater => BinaryOp::Greater,
        BinaryOperator::Plus => BinaryOp::Add,
        BinaryOperator::Minus => BinaryOp::Subtract,
        BinaryOperator::Mul => BinaryOp::Multiply,
        BinaryOperator::Div => BinaryOp::Divide,
        BinaryOperator::Mod => BinaryOp::Modulo,
        BinaryOperator::And => BinaryOp::And,
        BinaryOperator::Or => BinaryOp::Or,
    }
}
