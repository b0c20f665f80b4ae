//! `local.settings.name` without the rest of `local.settings`: what an attribute of an object needs is that attribute
//! alone. In a question that splits, conditions in the others would multiply its cases for nothing.

use std::rc::Rc;

use super::configuration::CallTarget;
use super::environment::Environment;
use super::evaluator::{Evaluator, Key, ScopeId, Stop};
use super::memo::MemoKey;
use super::term::Term;
use super::types::Type;
use super::value::Value;
use crate::syntax::ast::{Expr, ExprKind, ObjectKey};

/// How many references are followed to the object.
const MOST_STEPS: u32 = 8;

impl Evaluator<'_> {
    /// The attribute `name` of what `source` refers to, when that is an object written out; else `None`.
    pub(super) fn projected(
        &mut self,
        environment: &mut Environment,
        source: &Expr,
        name: &str,
    ) -> Result<Option<Value>, Stop> {
        if !self.splitting || environment.sealed {
            return Ok(None);
        }
        self.project(environment, source, name, MOST_STEPS)
    }

    fn project(
        &mut self,
        environment: &mut Environment,
        source: &Expr,
        name: &str,
        steps: u32,
    ) -> Result<Option<Value>, Stop> {
        let (ExprKind::GetAttr(holder, of), Some(steps)) = (&source.kind, steps.checked_sub(1)) else {
            return Ok(None);
        };
        match &holder.kind {
            ExprKind::Variable(root) if environment.variable(root).is_none() => {
                let scope = environment.scope;
                match &**root {
                    "local" => {
                        let Some(local) = self.scope(scope).module.locals.get(of).cloned() else { return Ok(None) };
                        let mut inner = Environment::of(scope, &Key::None, None);
                        self.attribute_of(&mut inner, format!("local.{of}"), &local.expr, name, steps)
                    }
                    "var" => self.project_input(scope, of, name, steps),
                    _ => Ok(None),
                }
            }
            ExprKind::GetAttr(root, call) if matches!(&root.kind, ExprKind::Variable(root) if &**root == "module") => {
                let declared = self.scope(environment.scope).module.calls.get(call);
                if !declared.is_some_and(|call| matches!(call.target, CallTarget::Module(_))) {
                    return Ok(None);
                }
                let module = self.eval(environment, holder)?;
                let Some(Term::Module(address)) = module.term().map(|term| &**term) else { return Ok(None) };
                let Some(scope) = self.module_scopes.get(address).copied() else { return Ok(None) };
                let output = self.module(scope).outputs.get(&**of).cloned();
                let Some(value) = output.as_ref().and_then(|output| output.body.attribute("value")) else {
                    return Ok(None);
                };
                let mut inner = Environment::of(scope, &Key::None, None);
                self.attribute_of(&mut inner, format!("output.{of}"), &value.expr, name, steps)
            }
            _ => Ok(None),
        }
    }

    /// Through an input of any type to the argument that is given for it.
    fn project_input(&mut self, scope: ScopeId, input: &str, name: &str, steps: u32) -> Result<Option<Value>, Stop> {
        let (parent, call, key, each) = {
            let scope = self.scope(scope);
            (scope.parent, scope.call.clone(), scope.key.clone(), scope.each_value.clone())
        };
        let (Some(parent), Some(call)) = (parent, call) else { return Ok(None) };
        let variable = self.scope(scope).module.variables.get(input).cloned();
        let plain = variable.is_some_and(|it| it.ty == Type::Dynamic && it.nullable && !it.sensitive && !it.ephemeral);
        let Some(argument) = call.block.body.attribute(input).filter(|_| plain) else { return Ok(None) };
        let mut outer = Environment::of(parent, &key, each);
        self.attribute_of(&mut outer, format!("input.{}.{input}", scope.0), &argument.expr, name, steps)
    }

    fn attribute_of(
        &mut self,
        environment: &mut Environment,
        whole: String,
        expr: &Expr,
        name: &str,
        steps: u32,
    ) -> Result<Option<Value>, Stop> {
        let ExprKind::Object(items) = &expr.kind else { return self.project(environment, expr, name, steps) };
        let mut found = None;
        for item in items {
            let key = match &item.key {
                ObjectKey::Name(key, _) => key,
                ObjectKey::Expr(Expr { kind: ExprKind::String(key), .. }) => key,
                ObjectKey::Expr(_) => return Ok(None),
            };
            if &**key == name {
                found = Some(&item.value);
            }
        }
        let Some(value) = found else { return Ok(None) };
        let key = MemoKey::Attribute(format!("{}:{whole}", environment.scope.0).into(), Rc::from(name));
        self.memoised(key, value.span, |evaluator| evaluator.eval(environment, value)).map(Some)
    }
}
