//! Values at which Terraform stops: a validation of the variable does not hold, or its declaration is refused.

use std::rc::Rc;

use super::configuration::{Variable, VariableValue};
use super::convert::convert;
use super::environment::Environment;
use super::evaluator::{Evaluator, Key, ScopeId};
use super::term::Term;
use super::terms::on_one_line;
use super::types::Type;
use super::value::Value;
use crate::syntax::ast::{Block, Expr};
use crate::text::Span;

/// Characters of a message that are shown.
const LONGEST_MESSAGE: usize = 300;

/// A value that its variable does not take.
#[derive(Debug)]
pub struct RefusedValue {
    /// E.g. `var.name`, or `var.name of module.web`.
    pub variable: String,
    /// The message of the validation, if it is known.
    pub message: Option<String>,
    /// What gives it; the variable where that is its default.
    pub span: Span,
}

impl Evaluator<'_> {
    /// Terraform stops at the declaration, which is said there; what does not need the value is judged all the same.
    pub(super) fn refused(&self, variable: &Variable) -> Value {
        let term = Term::Opaque(format!("var.{}, whose declaration Terraform refuses", variable.name).into());
        self.symbolic(variable.ty.clone(), Rc::new(term), !variable.nullable, false)
    }

    /// The values that are refused whatever open inputs are, in the modules that were looked into so far.
    pub fn refused_values(&mut self) -> Vec<RefusedValue> {
        let mut scopes: Vec<ScopeId> = self.scope_index.values().copied().chain([Self::ROOT]).collect();
        scopes.sort_unstable();
        let mut refused = Vec::new();
        for scope in scopes {
            let module = self.module(scope).clone();
            for variable in module.variables.values().filter(|variable| !variable.validations.is_empty()) {
                self.budget.next_question();
                for validation in variable.block.body.nested("validation") {
                    let Some(condition) = validation.body.attribute("condition") else { continue };
                    match self.quietly(|evaluator| evaluator.holds(scope, &condition.expr)) {
                        Some(Ok(true)) | None => {}
                        Some(other) => refused.push(self.refused_value(scope, variable, &validation, other.err())),
                    }
                }
            }
        }
        refused
    }

    /// `None` where that is open, the reason where it can be neither.
    fn holds(&mut self, scope: ScopeId, condition: &Rc<Expr>) -> Option<Result<bool, String>> {
        let value = self.eval(&mut Environment::of(scope, &Key::None, None), condition).ok()?;
        match convert(&value, &Type::Bool) {
            Ok(truth) if truth.is_null() => Some(Err("it is null".to_owned())),
            Ok(truth) => truth.as_bool().map(Ok),
            Err(why) => Some(Err(why)),
        }
    }

    /// Where a variable gets its value.
    fn giver(&self, scope: ScopeId, variable: &Variable) -> Span {
        let scope = self.scope(scope);
        let argument = scope.call.as_ref().and_then(|call| call.block.body.attribute(&variable.name));
        match (argument, scope.module.variable_values.get(&variable.name)) {
            (Some(argument), _) => argument.expr.span,
            (None, Some(VariableValue::Expression(given))) if scope.parent.is_none() => given.span,
            _ => variable.block.header,
        }
    }

    /// `wrong`: why the condition is neither true nor false. In a function of its own, so that a first check does without
    /// it.
    #[inline(never)]
    fn refused_value(
        &mut self,
        scope: ScopeId,
        variable: &Variable,
        validation: &Block,
        wrong: Option<String>,
    ) -> RefusedValue {
        let name = match self.scope_address(scope) {
            "" => format!("var.{}", variable.name),
            module => format!("var.{} of {module}", variable.name),
        };
        if let (Some(why), Some(condition)) = (wrong, validation.body.attribute("condition")) {
            let message = format!("the condition is neither true nor false: {why}");
            return RefusedValue { variable: name, message: Some(message), span: condition.expr.span };
        }
        let message = validation.body.attribute("error_message").and_then(|message| {
            let mut environment = Environment::of(scope, &Key::None, None);
            let value = self.quietly(|evaluator| evaluator.eval(&mut environment, &message.expr)).ok()?;
            let is_shown = !value.meta.as_ref().is_some_and(|meta| meta.sensitive || meta.ephemeral);
            value.as_str().filter(|_| is_shown).map(|text| on_one_line(text, LONGEST_MESSAGE))
        });
        RefusedValue { variable: name, message, span: self.giver(scope, variable) }
    }
}
