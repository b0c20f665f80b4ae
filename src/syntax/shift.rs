//! Moving a tree to another place of its file.

use std::rc::Rc;

use super::ast::{Attribute, Block, Body, Expr, ExprKind, ObjectKey};
use super::children::children_mut;
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
        expr.shift(|span| shift(span, by), |tree| shift_expr(tree, by));
    }
    for block in &mut body.blocks {
        shift_block(block, by);
    }
}

fn shift_expr(expr: &mut Expr, by: i64) {
    shift(&mut expr.span, by);
    match &mut expr.kind {
        ExprKind::Call { name_span, .. } => shift(name_span, by),
        ExprKind::Object(items) => {
            for item in items {
                if let ObjectKey::Name(_, span) = &mut item.key {
                    shift(span, by);
                }
            }
        }
        _ => {}
    }
    children_mut(expr, &mut |child| shift_expr(child, by));
}
