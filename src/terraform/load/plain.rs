//! Whether an expression needs nothing but itself, or but one variable.

use std::rc::Rc;

use crate::syntax::ast::{Expr, ExprKind, ObjectKey, TemplatePart};
use crate::syntax::walk::walk;

/// Whether the expression holds no reference and no function call, as in variable files. Names that a `for` inside
/// it declares are its own.
pub(super) fn is_plain(expr: &Expr) -> bool {
    Walk { names: Vec::new(), variable: None }.expr(expr)
}

/// Whether the expression depends on nothing but this variable.
pub(super) fn is_about(variable: &str, expr: &Expr) -> bool {
    Walk { names: Vec::new(), variable: Some(variable) }.expr(expr)
}

/// Whether this variable stands anywhere in the expression.
pub(super) fn refers_to(variable: &str, expr: &Expr) -> bool {
    let mut found = false;
    walk(expr, &mut |inner| {
        if let ExprKind::GetAttr(source, name) = &inner.kind {
            found |= &**name == variable && matches!(&source.kind, ExprKind::Variable(root) if &**root == "var");
        }
    });
    found
}

struct Walk<'v> {
    names: Vec<Rc<str>>,
    /// The one that may be referred to; functions may then be called as well.
    variable: Option<&'v str>,
}

impl Walk<'_> {
    fn expr(&mut self, expr: &Expr) -> bool {
        match &expr.kind {
            ExprKind::Null | ExprKind::Bool(_) | ExprKind::Number(_) | ExprKind::String(_) | ExprKind::SplatElement => {
                true
            }
            ExprKind::Unreadable => false,
            ExprKind::Variable(name) => self.names.contains(name),
            ExprKind::Call { args, .. } => self.variable.is_some() && args.iter().all(|arg| self.expr(arg)),
            ExprKind::GetAttr(inner, name) if self.variable == Some(name) && self.is_var(inner) => true,
            ExprKind::Template(template) => self.parts(&template.parts),
            ExprKind::Tuple(items) => items.iter().all(|item| self.expr(item)),
            ExprKind::Object(items) => items.iter().all(|item| {
                let key = match &item.key {
                    ObjectKey::Name(..) => true,
                    ObjectKey::Expr(key) => self.expr(key),
                };
                key && self.expr(&item.value)
            }),
            ExprKind::GetAttr(inner, _) | ExprKind::Unary(_, inner) | ExprKind::Parens(inner) => self.expr(inner),
            ExprKind::Index(a, b) | ExprKind::Binary(_, a, b) | ExprKind::Splat { source: a, each: b, .. } => {
                self.expr(a) && self.expr(b)
            }
            ExprKind::Conditional(a, b, c) => self.expr(a) && self.expr(b) && self.expr(c),
            ExprKind::For(inner) => {
                self.expr(&inner.collection)
                    && self.scoped(&inner.key_var, &inner.value_var, |walk| {
                        inner.key.as_ref().is_none_or(|key| walk.expr(key))
                            && walk.expr(&inner.value)
                            && inner.condition.as_ref().is_none_or(|condition| walk.expr(condition))
                    })
            }
        }
    }

    fn is_var(&self, expr: &Expr) -> bool {
        matches!(&expr.kind, ExprKind::Variable(name) if &**name == "var" && !self.names.contains(name))
    }

    fn parts(&mut self, parts: &[TemplatePart]) -> bool {
        parts.iter().all(|part| match part {
            TemplatePart::Literal(_) => true,
            TemplatePart::Interpolation(expr) => self.expr(expr),
            TemplatePart::If { condition, then, otherwise } => {
                self.expr(condition) && self.parts(then) && self.parts(otherwise)
            }
            TemplatePart::For { key_var, value_var, collection, body } => {
                self.expr(collection) && self.scoped(key_var, value_var, |walk| walk.parts(body))
            }
        })
    }

    fn scoped(&mut self, key: &Option<Rc<str>>, value: &Rc<str>, inner: impl FnOnce(&mut Self) -> bool) -> bool {
        let before = self.names.len();
        self.names.extend(key.clone());
        self.names.push(value.clone());
        let plain = inner(self);
        self.names.truncate(before);
        plain
    }
}
