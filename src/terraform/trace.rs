//! How a value came about, step by step.

use std::rc::Rc;

use super::configuration::{Mode, VariableValue};
use super::environment::Environment;
use super::evaluator::{Evaluator, Instance, Key, Stop};
use super::explore::in_words;
use super::term::Term;
use super::terms::on_one_line;
use crate::syntax::ast::{Expr, ExprKind, ObjectKey, TemplatePart};
use crate::text::Span;

const MOST_STEPS: usize = 24;
/// Characters of an expression that are shown.
const LONGEST_EXPRESSION: usize = 120;

/// One step: an expression and what it gives.
#[derive(Clone, Debug, PartialEq)]
pub struct TraceItem {
    /// Source text, on one line, shortened.
    pub expression: String,
    /// Its value for people.
    pub value: String,
    /// Where it stands.
    pub span: Span,
}

impl Evaluator<'_> {
    /// The expression, then what it refers to, and so on; only branches that are taken.
    pub fn trace(&mut self, instance: &Instance, expr: &Rc<Expr>) -> Vec<TraceItem> {
        let mut items = Vec::new();
        let mut environment = self.environment_of(instance);
        self.quietly(|evaluator| evaluator.trace_expr(&mut environment, expr, &mut items));
        items
    }

    fn trace_expr(&mut self, environment: &mut Environment, expr: &Expr, items: &mut Vec<TraceItem>) {
        if items.len() >= MOST_STEPS || items.iter().any(|item| item.span == expr.span) {
            return;
        }
        let value = match self.eval(environment, expr) {
            Ok(value) => self.describe(&value),
            Err(Stop::Error(error)) => format!("(error: {})", error.message),
            Err(Stop::Budget(_)) => "(unknown: too large to evaluate)".to_string(),
            Err(Stop::Undecided(_, why)) => format!("(unknown: {why})"),
            Err(Stop::Split(term)) => format!("(unknown: {term})"),
        };
        let expression = on_one_line(self.source(expr.span), LONGEST_EXPRESSION);
        items.push(TraceItem { expression, value, span: expr.span });
        self.trace_references(environment, expr, items);
    }

    fn trace_references(&mut self, environment: &mut Environment, expr: &Expr, items: &mut Vec<TraceItem>) {
        if items.len() >= MOST_STEPS {
            return;
        }
        match &expr.kind {
            ExprKind::GetAttr(source, name) => {
                if !self.follow(environment, source, name, items) {
                    self.trace_references(environment, source, items);
                }
            }
            ExprKind::Index(source, key) => {
                self.trace_references(environment, source, items);
                self.trace_references(environment, key, items);
            }
            ExprKind::Splat { source, .. } => self.trace_references(environment, source, items),
            ExprKind::Conditional(condition, then, otherwise) => {
                self.trace_references(environment, condition, items);
                match self.eval(environment, condition).ok().and_then(|value| value.as_bool()) {
                    Some(true) => self.trace_references(environment, then, items),
                    Some(false) => self.trace_references(environment, otherwise, items),
                    None => {
                        self.trace_references(environment, then, items);
                        self.trace_references(environment, otherwise, items);
                    }
                }
            }
            ExprKind::Unary(_, inner) | ExprKind::Parens(inner) => self.trace_references(environment, inner, items),
            ExprKind::Binary(_, left, right) => {
                self.trace_references(environment, left, items);
                self.trace_references(environment, right, items);
            }
            ExprKind::Call { args, .. } | ExprKind::Tuple(args) => {
                args.iter().for_each(|arg| self.trace_references(environment, arg, items));
            }
            ExprKind::Object(entries) => {
                for entry in entries {
                    if let ObjectKey::Expr(key) = &entry.key {
                        self.trace_references(environment, key, items);
                    }
                    self.trace_references(environment, &entry.value, items);
                }
            }
            ExprKind::Template(template) => {
                for part in &template.parts {
                    if let TemplatePart::Interpolation(inner) = part {
                        self.trace_references(environment, inner, items);
                    }
                }
            }
            ExprKind::For(inner) => self.trace_references(environment, &inner.collection, items),
            ExprKind::Unreadable
            | ExprKind::Null
            | ExprKind::Bool(_)
            | ExprKind::Number(_)
            | ExprKind::String(_)
            | ExprKind::Variable(_)
            | ExprKind::SplatElement => {}
        }
    }

    /// Follows `source.name` to where its value is written; `false` when it is not such a reference.
    fn follow(
        &mut self,
        environment: &mut Environment,
        source: &Expr,
        name: &Rc<str>,
        items: &mut Vec<TraceItem>,
    ) -> bool {
        let scope = environment.scope;
        if let ExprKind::Variable(root) = &source.kind
            && environment.variable(root).is_none()
            && !environment.sealed
        {
            match &**root {
                "local" => {
                    if let Some(attribute) = self.scope(scope).module.locals.get(name).cloned() {
                        self.trace_expr(&mut Environment::of(scope, &Key::None, None), &attribute.expr, items);
                    }
                    return true;
                }
                "var" => {
                    self.follow_variable(environment, name, items);
                    return true;
                }
                _ => {}
            }
        }
        let Ok(holder) = self.eval(environment, source) else { return false };
        match holder.term().map(|term| &**term) {
            Some(Term::Instance(address)) => {
                let Some(instance) = self.instance(address) else { return true };
                let data = instance.resource.mode != Mode::Managed;
                let canonical = self.facts.alias(&instance.resource.ty, data, name).unwrap_or(name);
                let block = instance.resource.block.clone();
                match block.body.attribute(canonical) {
                    Some(attribute) => {
                        let mut inner = self.environment_of(&instance);
                        self.trace_expr(&mut inner, &attribute.expr, items);
                    }
                    None => {
                        self.note(format!("{address}.{name}"), "(known after apply)".to_string(), block.header, items)
                    }
                }
                true
            }
            Some(Term::Module(address)) => {
                let Some(scope) = self.module_scopes.get(address).copied() else { return true };
                let output = self.module(scope).outputs.get(name).cloned();
                if let Some(attribute) = output.as_ref().and_then(|output| output.body.attribute("value")) {
                    self.trace_expr(&mut Environment::of(scope, &Key::None, None), &attribute.expr, items);
                }
                true
            }
            _ => false,
        }
    }

    fn follow_variable(&mut self, environment: &Environment, name: &Rc<str>, items: &mut Vec<TraceItem>) {
        let scope = environment.scope;
        let Some(variable) = self.scope(scope).module.variables.get(name).cloned() else { return };
        let argument = self.call_of(scope).and_then(|call| call.block.body.attribute(name)).cloned();
        if let (Some(parent), Some(argument)) = (self.parent_of(scope), argument) {
            let (key, each_value) = (self.scope(scope).key.clone(), self.scope(scope).each_value.clone());
            self.trace_expr(&mut Environment::of(parent, &key, each_value), &argument.expr, items);
            return;
        }
        if self.parent_of(scope).is_none() {
            if self.options.any_inputs {
                let text = "(any value)".to_string();
                return self.note(format!("var.{name}"), text, variable.block.header, items);
            }
            match self.scopes[0].module.variable_values.get(name).cloned() {
                Some(VariableValue::Expression(expr)) => {
                    let mut inner = Environment::of(Self::ROOT, &Key::None, None);
                    inner.sealed = true;
                    return self.trace_expr(&mut inner, &expr, items);
                }
                Some(VariableValue::Value(value)) => {
                    let text = self.describe(&value);
                    return self.note(format!("var.{name}"), text, variable.block.header, items);
                }
                None => {}
            }
        }
        match &variable.default {
            Some(default) => {
                let mut inner = Environment::of(scope, &Key::None, None);
                inner.sealed = true;
                self.trace_expr(&mut inner, &default.clone(), items);
            }
            None => {
                let term = std::rc::Rc::new(Term::Input(format!("var.{name}").into()));
                let here = self.assumptions.facts().iter().find(|(fact, _)| is_about(fact, &term));
                let text = match here.map(|(fact, holds)| in_words(fact, *holds).1) {
                    Some(is) => format!("(no value given; here {is})"),
                    None => "(no value given)".to_string(),
                };
                self.note(format!("var.{name}"), text, variable.block.header, items);
            }
        }
    }

    fn note(&self, expression: String, value: String, span: Span, items: &mut Vec<TraceItem>) {
        if items.len() < MOST_STEPS && !items.iter().any(|item| item.span == span && item.expression == expression) {
            items.push(TraceItem { expression, value, span });
        }
    }
}

fn is_about(fact: &Term, input: &Term) -> bool {
    match fact {
        Term::IsNull(of) | Term::IsEmpty(of) | Term::Equal(of, _) => **of == *input,
        fact => fact == input,
    }
}
