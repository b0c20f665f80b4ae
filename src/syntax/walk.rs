//! Walking over expressions.

use super::ast::Expr;
use super::children::children;

/// Calls `visit` for an expression and everything in it, outermost first.
pub fn walk(expr: &Expr, visit: &mut dyn FnMut(&Expr)) {
    visit(expr);
    children(expr, &mut |child| walk(child, visit));
}
