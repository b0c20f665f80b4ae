//! Moving a tree to another place of its file.

use std::rc::Rc;

use super::ast::{Attribute, Block, Body, Expr, ExprKind, ForExpr, ObjectKey, TemplatePart};
use crate::text::Span;

/// Moves a block and all in it by so many bytes; what others hold of it stays where it is.
pub(super) fn shift_block(block: &mut Rc<Block>, by: i64) {
    let block = Rc::make_mut(block);
    for span in [&mut block.kind_span, &mut block.span, &mut block.header] {
        shift(span, by);
    }
    for label in &mut block.labels {
        shift(&mut label.span, by);
    }
    shift_body(&mut block.body, by);
}

fn shift(span: &mut Span, by: i64) {
    let moved = |offset: u32| (i64::from(offset) + by) as u32;
    (span.start, span.end) = (moved(span.start), moved(span.end));
}

fn shift_body(body: &mut Body, by: i64) {
    shift(&mut body.span, by);
    for Attribute { name_span, expr, span, .. } in &mut body.attributes {
        shift(name_span, by);
        shift(span, by);
        shift_expr(Rc::make_mut(expr), by);
    }
    for block in &mut body.blocks {
        shift_block(block, by);
    }
}

fn shift_expr(expr: &mut Expr, by: i64) {
    shift(&mut expr.span, by);
    match &mut expr.kind {
        ExprKind::Null
        | ExprKind::Bool(_)
        | ExprKind::Number(_)
        | ExprKind::String(_)
        | ExprKind::Variable(_)
        | ExprKind::SplatElement => {}
        ExprKind::Template(template) => shift_parts(&mut Rc::make_mut(template).parts, by),
        ExprKind::Tuple(items) => items.iter_mut().for_each(|item| shift_expr(item, by)),
        ExprKind::Object(items) => {
            for item in items {
                match &mut item.key {
                    ObjectKey::Name(_, span) => shift(span, by),
                    ObjectKey::Expr(key) => shift_expr(key, by),
                }
                shift_expr(&mut item.value, by);
            }
        }
        ExprKind::GetAttr(inner, _) | ExprKind::Unary(_, inner) | ExprKind::Parens(inner) => shift_expr(inner, by),
        ExprKind::Index(left, right) | ExprKind::Binary(_, left, right) => {
            shift_expr(left, by);
            shift_expr(right, by);
        }
        ExprKind::Splat { source, each, .. } => {
            shift_expr(source, by);
            shift_expr(each, by);
        }
        ExprKind::Call { name_span, args, .. } => {
            shift(name_span, by);
            args.iter_mut().for_each(|arg| shift_expr(arg, by));
        }
        ExprKind::Conditional(condition, then, otherwise) => {
            for part in [condition, then, otherwise] {
                shift_expr(part, by);
            }
        }
        ExprKind::For(form) => {
            let ForExpr { collection, key, value, condition, .. } = &mut **form;
            for part in [Some(collection), key.as_mut(), Some(value), condition.as_mut()].into_iter().flatten() {
                shift_expr(part, by);
            }
        }
    }
}

fn shift_parts(parts: &mut [TemplatePart], by: i64) {
    for part in parts {
        match part {
            TemplatePart::Literal(_) => {}
            TemplatePart::Interpolation(expr) => shift_expr(expr, by),
            TemplatePart::If { condition, then, otherwise } => {
                shift_expr(condition, by);
                shift_parts(then, by);
                shift_parts(otherwise, by);
            }
            TemplatePart::For { collection, body, .. } => {
                shift_expr(collection, by);
                shift_parts(body, by);
            }
        }
    }
}
