//! Walking over expressions.

use crate::syntax::ast::{Expr, ExprKind, ObjectKey, TemplatePart};

/// Calls `visit` for an expression and everything in it, outermost first.
pub fn walk(expr: &Expr, visit: &mut dyn FnMut(&Expr)) {
    visit(expr);
    match &expr.kind {
        ExprKind::Null
        | ExprKind::Bool(_)
        | ExprKind::Number(_)
        | ExprKind::String(_)
        | ExprKind::Variable(_)
        | ExprKind::SplatElement => {}
        ExprKind::Template(template) => walk_parts(&template.parts, visit),
        ExprKind::Tuple(elements) => elements.iter().for_each(|element| walk(element, visit)),
        ExprKind::Object(items) => {
            for item in items {
                if let ObjectKey::Expr(key) = &item.key {
                    walk(key, visit);
                }
                walk(&item.value, visit);
            }
        }
        ExprKind::GetAttr(source, _) | ExprKind::Parens(source) | ExprKind::Unary(_, source) => walk(source, visit),
        ExprKind::Index(a, b) | ExprKind::Binary(_, a, b) => {
            walk(a, visit);
            walk(b, visit);
        }
        ExprKind::Splat { source, each, .. } => {
            walk(source, visit);
            walk(each, visit);
        }
        ExprKind::Call { args, .. } => args.iter().for_each(|arg| walk(arg, visit)),
        ExprKind::Conditional(condition, then, otherwise) => {
            walk(condition, visit);
            walk(then, visit);
            walk(otherwise, visit);
        }
        ExprKind::For(parts) => {
            walk(&parts.collection, visit);
            parts.key.iter().chain(&parts.condition).for_each(|part| walk(part, visit));
            walk(&parts.value, visit);
        }
    }
}

fn walk_parts(parts: &[TemplatePart], visit: &mut dyn FnMut(&Expr)) {
    for part in parts {
        match part {
            TemplatePart::Literal(_) => {}
            TemplatePart::Interpolation(inner) => walk(inner, visit),
            TemplatePart::If { condition, then, otherwise } => {
                walk(condition, visit);
                walk_parts(then, visit);
                walk_parts(otherwise, visit);
            }
            TemplatePart::For { collection, body, .. } => {
                walk(collection, visit);
                walk_parts(body, visit);
            }
        }
    }
}
