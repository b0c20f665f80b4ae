//! An expression that is built when it is first asked for.

use std::cell::OnceCell;
use std::fmt;
use std::ops::Deref;
use std::rc::Rc;

use super::ast::{Expr, ExprKind};
use super::expression;
use crate::text::Span;

/// The value of an argument: its tree, or where its text is, which was found to be an expression.
///
/// It is used like the `Rc<Expr>` it stands for.
#[derive(Clone)]
pub struct Deferred {
    shared: Rc<Shared>,
    /// Where it stands. To ask for this does not build the tree.
    pub span: Span,
}

/// What copies share: the tree is built once.
#[derive(Clone)]
struct Shared {
    tree: OnceCell<Rc<Expr>>,
    /// The text that was read, and where in it the expression begins.
    text: Rc<str>,
    start: usize,
}

impl Deferred {
    /// What is at `span` of its file, of which it was found that it is an expression; it begins at `start` of `text`.
    pub(super) fn new(text: Rc<str>, start: usize, span: Span) -> Self {
        Deferred { shared: Rc::new(Shared { tree: OnceCell::new(), text, start }), span }
    }

    /// The tree.
    pub fn tree(&self) -> &Rc<Expr> {
        self.shared.tree.get_or_init(|| {
            let end = self.shared.start + (self.span.end - self.span.start) as usize;
            let text = self.shared.text.get(self.shared.start..end).unwrap_or_default();
            let expr = expression::parse_at(text, self.span.file, self.span.start as usize);
            // No text is known that is found to be an expression and then is none.
            Rc::new(expr.unwrap_or(Expr { kind: ExprKind::Unreadable, span: self.span }))
        })
    }

    /// Moves it in its file; `shift` does so with a span, `tree` with a tree.
    pub(super) fn shift(&mut self, shift: impl Fn(&mut Span), tree: impl Fn(&mut Expr)) {
        shift(&mut self.span);
        let shared = Rc::make_mut(&mut self.shared);
        if let Some(built) = shared.tree.get_mut() {
            tree(Rc::make_mut(built));
        }
    }
}

impl Deref for Deferred {
    type Target = Rc<Expr>;

    fn deref(&self) -> &Rc<Expr> {
        self.tree()
    }
}

impl From<Rc<Expr>> for Deferred {
    fn from(tree: Rc<Expr>) -> Self {
        Deferred { span: tree.span, shared: Rc::new(Shared { tree: tree.into(), text: "".into(), start: 0 }) }
    }
}

impl From<Expr> for Deferred {
    fn from(tree: Expr) -> Self {
        Rc::new(tree).into()
    }
}

impl fmt::Debug for Deferred {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.tree().fmt(f)
    }
}
