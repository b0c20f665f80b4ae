//! The expressions right inside of an expression, for those who look at them and for those who change them.

use std::ops::Deref;
use std::rc::Rc;

use super::ast::{Expr, ExprKind, ForExpr, ObjectKey, TemplatePart};

/// A function over the children and one over those in parts of a template; with `mut` or without, they are the same.
macro_rules! children {
    ($name:ident, $in_parts:ident, $template:path $(, $mut:tt)?) => {
        /// Calls `visit` for each, as they stand in the text; of a `for` its value comes last.
        pub(super) fn $name(expr: &$($mut)? Expr, visit: &mut impl FnMut(&$($mut)? Expr)) {
            match &$($mut)? expr.kind {
                ExprKind::Unreadable
                | ExprKind::Null
                | ExprKind::Bool(_)
                | ExprKind::Number(_)
                | ExprKind::String(_)
                | ExprKind::Variable(_)
                | ExprKind::SplatElement => {}
                ExprKind::Template(template) => $in_parts(&$($mut)? $template(template).parts, visit),
                ExprKind::Tuple(all) | ExprKind::Call { args: all, .. } => all.into_iter().for_each(visit),
                ExprKind::Object(items) => {
                    for item in items {
                        if let ObjectKey::Expr(key) = &$($mut)? item.key {
                            visit(key);
                        }
                        visit(&$($mut)? item.value);
                    }
                }
                ExprKind::GetAttr(inner, _) | ExprKind::Parens(inner) | ExprKind::Unary(_, inner) => visit(inner),
                ExprKind::Index(a, b) | ExprKind::Binary(_, a, b) | ExprKind::Splat { source: a, each: b, .. } => {
                    visit(a);
                    visit(b);
                }
                ExprKind::Conditional(condition, then, otherwise) => {
                    visit(condition);
                    visit(then);
                    visit(otherwise);
                }
                ExprKind::For(form) => {
                    let ForExpr { collection, key, value, condition, .. } = &$($mut)? **form;
                    visit(collection);
                    key.into_iter().chain(condition).for_each(&mut *visit);
                    visit(value);
                }
            }
        }

        fn $in_parts(parts: &$($mut)? [TemplatePart], visit: &mut impl FnMut(&$($mut)? Expr)) {
            for part in parts {
                match part {
                    TemplatePart::Literal(_) => {}
                    TemplatePart::Interpolation(inner) => visit(inner),
                    TemplatePart::If { condition, then, otherwise } => {
                        visit(condition);
                        $in_parts(then, visit);
                        $in_parts(otherwise, visit);
                    }
                    TemplatePart::For { collection, body, .. } => {
                        visit(collection);
                        $in_parts(body, visit);
                    }
                }
            }
        }
    };
}

children!(children, children_in_parts, Deref::deref);
children!(children_mut, children_mut_in_parts, Rc::make_mut, mut);
