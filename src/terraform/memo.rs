//! What was computed once, for as long as the assumptions are the same.

use std::rc::Rc;

use super::configuration::Mode;
use super::evaluator::{Evaluator, ScopeId, Stop};
use super::value::Value;
use crate::syntax::ast::ExprKind;
use crate::text::Span;

/// What a value is of.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(super) enum MemoKey {
    Variable(ScopeId, Rc<str>),
    Local(ScopeId, Rc<str>),
    Output(ScopeId, Rc<str>),
    Resource(ScopeId, Mode, Rc<str>, Rc<str>),
    Call(ScopeId, Rc<str>),
    /// Type and name of a resource, and the attribute of all its instances.
    Splat(ScopeId, Rc<str>, Rc<str>, Rc<str>),
    Attribute(Rc<str>, Rc<str>),
}

/// What came of it.
pub(super) struct Memoised {
    pub result: Result<Value, Stop>,
    /// Computed with undecided conditions merged: not good enough where they may be split.
    pub merged: bool,
    /// How deep expressions and references nest in it.
    pub height: u32,
}

impl Evaluator<'_> {
    /// Forgets what was computed so far; whether that is made of variables and locals alone which may be looked at before
    /// anything is planned.
    pub(super) fn forget_whether_static(&mut self) -> bool {
        let computed = std::mem::take(&mut self.memo);
        computed.keys().all(|key| match key {
            MemoKey::Local(..) => true,
            MemoKey::Variable(scope, name) => self.scope(*scope).module.variables.get(name).is_some_and(|variable| {
                let constant = variable.block.body.attribute("const");
                let may_be = constant.is_none_or(|it| !matches!(it.expr.kind, ExprKind::Bool(false)));
                may_be && !variable.sensitive && !variable.ephemeral
            }),
            _ => false,
        })
    }

    /// Computes a thing once; a thing that needs itself is a cycle.
    pub(super) fn memoised(
        &mut self,
        key: MemoKey,
        span: Span,
        compute: impl FnOnce(&mut Self) -> Result<Value, Stop>,
    ) -> Result<Value, Stop> {
        if let Some(known) = self.memo.get(&key)
            && (!known.merged || !self.splitting)
        {
            if known.merged {
                self.merges += 1;
            }
            self.deepest = self.deepest.max(self.depth + known.height);
            return known.result.clone();
        }
        // Far down, a circle may as well be found a few turns later: asking each time made long chains quadratic.
        let depth = self.visiting.len();
        if (depth < 16 || depth.is_multiple_of(8)) && self.visiting.contains(&key) {
            self.is_cyclic = true;
            return Err(Stop::refusal("cycle", span, "this value depends on itself".to_string()));
        }
        self.visiting.push(key.clone());
        let before = self.merges;
        // An error inside is reported there; no `try` around this reference catches it.
        let (doubts, trying) = (self.doubts, std::mem::take(&mut self.trying));
        let deepest = std::mem::replace(&mut self.deepest, self.depth);
        let mut result = compute(self);
        let height = self.deepest.saturating_sub(self.depth);
        self.deepest = self.deepest.max(deepest);
        // A splat is a part of the expression it stands in.
        if let (Err(Stop::Error(error)), false) = (&mut result, matches!(key, MemoKey::Splat(..))) {
            error.is_local = false;
        }
        (self.doubts, self.trying) = (doubts, trying);
        self.visiting.pop();
        if !matches!(result, Err(Stop::Split(_))) {
            let merged = self.merges != before;
            self.memo.insert(key, Memoised { result: result.clone(), merged, height });
        }
        result
    }
}
