//! References to a resource by or without an instance key: whether it must be there, Terraform tells before it evaluates.

use super::configuration::{Mode, Resource};
use super::environment::Environment;
use super::evaluator::{Evaluator, Stop};
use crate::syntax::ast::{Expr, ExprKind};
use crate::text::Span;

impl Evaluator<'_> {
    /// Refuses `aws_instance.a.id` where that is one of many.
    pub(super) fn expect_single(&self, environment: &Environment, of: &Expr, span: Span) -> Result<(), Stop> {
        match self.named_resource(environment, of) {
            Some(resource) if is_repeated(resource) => {
                let named = self.source(of.span);
                let message = format!("{named} is one of several: name one, as {named}[0], or all, as {named}[*]");
                Err(Stop::refusal("evaluation-error", span, message))
            }
            _ => Ok(()),
        }
    }

    /// Refuses `aws_instance.a[0]` where there is neither `count` nor `for_each`.
    pub(super) fn expect_repeated(&self, environment: &Environment, of: &Expr, span: Span) -> Result<(), Stop> {
        match self.named_resource(environment, of) {
            Some(resource) if !is_repeated(resource) => {
                let message = format!("{} has no keys: it has neither count nor for_each", self.source(of.span));
                Err(Stop::refusal("evaluation-error", span, message))
            }
            _ => Ok(()),
        }
    }

    /// The declared resource that an expression names, and nothing more.
    fn named_resource(&self, environment: &Environment, expr: &Expr) -> Option<&Resource> {
        let ExprKind::GetAttr(before, name) = &expr.kind else { return None };
        let (root, mode, ty) = match &before.kind {
            ExprKind::Variable(ty) => (ty, Mode::Managed, ty),
            ExprKind::GetAttr(root, ty) => match &root.kind {
                ExprKind::Variable(root) if &**root == "data" => (root, Mode::Data, ty),
                ExprKind::Variable(root) if &**root == "ephemeral" => (root, Mode::Ephemeral, ty),
                _ => return None,
            },
            _ => return None,
        };
        let is_hidden = environment.sealed
            || environment.variable(root).is_some()
            || environment.iterators.iter().any(|(known, ..)| known == root);
        if is_hidden {
            return None;
        }
        let module = &self.scope(environment.scope).module;
        let index = module.resource_index.get(&(mode, ty.clone(), name.clone()))?;
        // Of a plan's resources each instance is one of its own.
        module.resources.get(*index).map(|resource| &**resource).filter(|resource| resource.address.is_none())
    }
}

fn is_repeated(resource: &Resource) -> bool {
    let body = &resource.block.body;
    body.attribute("count").is_some() || body.attribute("for_each").is_some()
}
