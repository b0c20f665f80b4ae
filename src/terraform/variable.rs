//! Input variables to values: what is given, passed by a call, or the default.

use std::rc::Rc;

use super::configuration::{Variable, VariableValue};
use super::convert::convert;
use super::environment::Environment;
use super::evaluator::{Evaluator, Key, ScopeId, Stop};
use super::memo::MemoKey;
use super::term::{Term, Truth};
use super::types::Type;
use super::value::{Meta, Value};
use crate::text::Span;

impl Evaluator<'_> {
    /// `var.name`.
    pub(super) fn variable(&mut self, scope: ScopeId, name: &Rc<str>, span: Span) -> Result<Value, Stop> {
        let Some(variable) = self.scope(scope).module.variables.get(name).cloned() else {
            if self.scope(scope).module.is_fragment {
                let term = Rc::new(Term::Opaque(format!("var.{name}, which is not declared").into()));
                return Ok(self.symbolic(Type::Dynamic, term, false, false));
            }
            let message = format!("there is no variable \"{name}\" in this module");
            return Err(Stop::refusal("undeclared-variable", span, message));
        };
        if variable.is_type_wrong {
            return Ok(self.refused(&variable));
        }
        self.memoised(MemoKey::Variable(scope, name.clone()), span, |evaluator| {
            let value = match evaluator.scope(scope).parent {
                None => evaluator.root_variable(&variable)?,
                Some(parent) => evaluator.passed_variable(scope, parent, &variable)?,
            };
            if variable.sensitive || variable.ephemeral {
                let marks = Meta { sensitive: variable.sensitive, ephemeral: variable.ephemeral, ..Default::default() };
                let origin = value.origin().cloned();
                let marked = value.absorbing_meta(&marks);
                return Ok(match origin {
                    Some(origin) => marked.with_origin(origin),
                    None => marked,
                });
            }
            Ok(value)
        })
    }

    fn root_variable(&mut self, variable: &Rc<Variable>) -> Result<Value, Stop> {
        let input = |evaluator: &Self| {
            let term = Rc::new(Term::Input(format!("var.{}", variable.name).into()));
            evaluator.symbolic(variable.ty.clone(), term, !variable.nullable, false)
        };
        let tried = self.inputs.as_ref().and_then(|inputs| inputs.get(&variable.name)).cloned();
        if self.options.any_inputs && tried.is_none() {
            return Ok(input(self));
        }
        let given = match tried {
            Some(value) => Some(VariableValue::Value(value)),
            None => self.scopes[0].module.variable_values.get(&variable.name).cloned(),
        };
        let value = match given {
            Some(VariableValue::Value(value)) => value,
            Some(VariableValue::Expression(expr)) => {
                let mut environment = Environment::of(Self::ROOT, &Key::None, None);
                environment.sealed = true;
                self.eval(&mut environment, &expr)?
            }
            None => match &variable.default {
                Some(_) => return self.default_value(Self::ROOT, variable),
                None => return Ok(input(self)),
            },
        };
        if value.is_null() && !variable.nullable {
            return match variable.default {
                Some(_) => self.default_value(Self::ROOT, variable),
                None => Err(Stop::error(variable.block.header, "null is given, and the variable is not nullable")),
            };
        }
        convert(&value, &variable.ty)
            .map_err(|message| Stop::error(variable.block.header, format!("the value given does not fit: {message}")))
    }

    fn default_value(&mut self, scope: ScopeId, variable: &Variable) -> Result<Value, Stop> {
        let Some(default) = &variable.default else { return Ok(Value::null()) };
        if variable.wrong_default.is_some() {
            return Ok(self.refused(variable));
        }
        let mut environment = Environment::of(scope, &Key::None, None);
        environment.sealed = true;
        let value = self.eval(&mut environment, default)?;
        variable.fitted(&value).map_err(|message| Stop::error(default.span, message))
    }

    fn passed_variable(&mut self, scope: ScopeId, parent: ScopeId, variable: &Rc<Variable>) -> Result<Value, Stop> {
        let (call, key, each_value) = {
            let scope = self.scope(scope);
            (scope.call.clone(), scope.key.clone(), scope.each_value.clone())
        };
        let argument = call.as_ref().and_then(|call| call.block.body.attribute(&variable.name));
        let Some(argument) = argument else {
            if variable.default.is_some() {
                return self.default_value(scope, variable);
            }
            // Terraform stops there, which is said of the call; what does not need the input is judged all the same.
            let name = call.as_ref().map_or("", |call| &call.name);
            let term = Rc::new(Term::Opaque(format!("module.{name}: {}", variable.name).into()));
            return Ok(self.symbolic(variable.ty.clone(), term, !variable.nullable, false));
        };
        let mut environment = Environment::of(parent, &key, each_value);
        let value = self.eval(&mut environment, &argument.expr)?;
        if !variable.nullable && variable.default.is_none() && value.is_null() {
            return Err(Stop::error(argument.span, "null is given, and the variable is not nullable"));
        }
        if variable.nullable || variable.default.is_none() {
            let value = convert(&value, &variable.ty).map_err(|message| Stop::error(argument.span, message))?;
            return Ok(value.refined(|unknown| unknown.not_null |= !variable.nullable));
        }
        let null = self.is_null(&value);
        if null == Truth::True {
            return self.default_value(scope, variable);
        }
        let given = convert(&value, &variable.ty).map_err(|message| Stop::error(argument.span, message))?;
        if null == Truth::False {
            return Ok(given);
        }
        let default = self.default_value(scope, variable)?;
        self.either(null.negated(), given.refined(|unknown| unknown.not_null = true), default)
    }
}
