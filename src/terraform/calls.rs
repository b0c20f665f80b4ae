//! Function calls: those that need the evaluator here, the others handed on.

use std::rc::Rc;

use super::configuration::Configuration;
use super::convert::convert;
use super::environment::Environment;
use super::evaluator::{Evaluator, Key, Stop};
use super::functions::{self, FunctionContext};
use super::term::{Term, Truth};
use super::terms::{bounded, term_of};
use super::types::Type;
use super::value::{Kind, Value};
use crate::syntax::ast::{Expr, ExprKind};
use crate::syntax::template;
use crate::text::{FileId, Span};

/// Functions whose result is empty just when their argument is: asking one is asking the other.
const KEEP_EMPTINESS: [&str; 10] =
    ["toset", "tolist", "tomap", "keys", "values", "distinct", "sort", "reverse", "nonsensitive", "sensitive"];

struct Context<'a> {
    configuration: &'a Configuration,
    root: Rc<str>,
    budget: &'a super::budget::Budget,
}

impl FunctionContext for Context<'_> {
    fn read_file(&self, path: &str) -> Option<Rc<str>> {
        self.configuration.files.get(&*join(&self.root, path)?).cloned()
    }

    fn file_paths(&self) -> Vec<String> {
        let prefix = if self.root.is_empty() { String::new() } else { format!("{}/", self.root) };
        self.configuration.files.keys().filter_map(|path| path.strip_prefix(&*prefix)).map(str::to_string).collect()
    }

    fn spend(&self, units: usize) -> bool {
        self.budget.spend(units)
    }
}

/// A path as an expression gave it, relative to where the check started; `None` when it leads outside.
fn join(root: &str, path: &str) -> Option<String> {
    if path.starts_with('/') || path.starts_with('~') {
        return None;
    }
    let mut parts: Vec<&str> = root.split('/').filter(|part| !part.is_empty()).collect();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            _ => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

impl Evaluator<'_> {
    pub(super) fn call(
        &mut self,
        environment: &mut Environment,
        name: &str,
        name_span: Span,
        args: &[Expr],
        expand_final: bool,
        span: Span,
    ) -> Result<Value, Stop> {
        let name = name.strip_prefix("core::").unwrap_or(name);
        match name {
            "try" => return self.try_each(environment, args, span),
            "can" => return self.can(environment, args, span),
            _ => {}
        }
        let mut values = Vec::with_capacity(args.len());
        for (index, arg) in args.iter().enumerate() {
            let value = self.eval(environment, arg)?;
            if !(expand_final && index + 1 == args.len()) {
                values.push(value);
                continue;
            }
            match &value.kind {
                Kind::List(_, elements) | Kind::Set(_, elements) | Kind::Tuple(elements) => {
                    values.extend(elements.iter().cloned());
                }
                Kind::Unknown(unknown) => {
                    // How many arguments there are is not known; that one of them may be returned is.
                    let mut terms: Vec<Rc<Term>> = values.iter().map(term_of).collect();
                    terms.push(term_of(&value));
                    let element = unknown.element.clone();
                    let result = self.symbolic(Type::Dynamic, bounded(Term::Apply(name.into(), terms)), false, false);
                    return Ok(result.refined(|unknown| unknown.element = element).absorbing(&value));
                }
                _ => return Err(Stop::error(arg.span, "only a list can be expanded into arguments")),
            }
        }
        if name.starts_with("provider::") {
            let term = Term::Opaque(format!("{name}()").into());
            return Ok(self.symbolic(Type::Dynamic, Rc::new(term), false, false));
        }
        match name {
            "templatefile" => return self.template_file(&values, span),
            "templatestring" => return self.template_string(&values, span),
            "type" => return Err(Stop::error(span, "type() is only for the console")),
            _ => {}
        }
        let context = Context {
            configuration: self.configuration,
            root: self.scopes[0].module.directory.clone(),
            budget: &self.budget,
        };
        let result = match functions::call(name, &values, &context) {
            Some(result) => result,
            None => {
                let instead = match name {
                    "list" => "; Terraform 0.15 removed it, write [ ... ]",
                    "map" => "; Terraform 0.15 removed it, write { ... }",
                    _ => "",
                };
                return Err(Stop::error(name_span, format!("there is no function named \"{name}\"{instead}")));
            }
        };
        match result {
            Ok(value) => Ok(self.named_result(name, &values, value)),
            Err(error) if error.is_budget() => Err(Stop::Budget(span)),
            Err(error) => {
                let place = error.argument.and_then(|index| args.get(index)).map_or(span, |arg| arg.span);
                Err(Stop::error(place, format!("{name}: {}", error.message)))
            }
        }
    }

    /// Gives an unknown result the term of the call, and what the assumptions say of it.
    fn named_result(&self, name: &str, arguments: &[Value], value: Value) -> Value {
        let Some(unknown) = value.as_unknown() else { return value };
        if unknown.term.is_some() {
            return self.settle(value);
        }
        let term = match (name, arguments) {
            (_, [only]) if KEEP_EMPTINESS.contains(&name) && only.term().is_some() && unknown.element.is_none() => {
                bounded(Term::Apply(name.into(), vec![term_of(only)]))
            }
            (_, []) => Rc::new(Term::Opaque(format!("{name}()").into())),
            _ => bounded(Term::Apply(name.into(), arguments.iter().map(term_of).collect())),
        };
        self.settle(value.refined(|unknown| unknown.term = Some(term)))
    }

    fn try_each(&mut self, environment: &mut Environment, args: &[Expr], span: Span) -> Result<Value, Stop> {
        let mut last = Stop::error(span, "try needs at least one argument");
        for (index, arg) in args.iter().enumerate() {
            match self.eval(environment, arg) {
                Ok(value) => {
                    let certain = index + 1 == args.len() || value.is_known() || !self.may_fail(arg, &value);
                    if certain {
                        return Ok(value);
                    }
                    let rest = self.try_each(environment, &args[index + 1..], span)?;
                    let left_sure = self.is_null(&value) == Truth::False;
                    let right_sure = self.is_null(&rest) == Truth::False;
                    let empty_sure = self.is_empty(&value) == Truth::False && self.is_empty(&rest) == Truth::False;
                    let term = bounded(Term::Apply("try".into(), vec![term_of(&value), term_of(&rest)]));
                    return Ok(self
                        .symbolic(Type::Dynamic, term, left_sure && right_sure, left_sure && right_sure && empty_sure)
                        .absorbing(&value)
                        .absorbing(&rest));
                }
                Err(Stop::Error(error)) => last = Stop::Error(error),
                Err(stop) => return Err(stop),
            }
        }
        Err(last)
    }

    /// Whether reading an unknown value might still fail: an attribute or element of something of unknown shape.
    fn may_fail(&self, expr: &Expr, value: &Value) -> bool {
        if value.origin().is_some() {
            return false;
        }
        let reads = match &expr.kind {
            ExprKind::GetAttr(..) | ExprKind::Index(..) => true,
            ExprKind::Parens(inner) => return self.may_fail(inner, value),
            ExprKind::Call { .. } => return true,
            _ => false,
        };
        reads && matches!(value.term().map(|term| &**term), Some(Term::Member(..) | Term::Apply(..)))
    }

    fn can(&mut self, environment: &mut Environment, args: &[Expr], span: Span) -> Result<Value, Stop> {
        let [arg] = args else { return Err(Stop::error(span, "can takes one argument")) };
        match self.eval(environment, arg) {
            Ok(value) if value.is_known() || !self.may_fail(arg, &value) => Ok(Value::bool(true)),
            Ok(value) => {
                let term = bounded(Term::Apply("can".into(), vec![term_of(&value)]));
                Ok(self.symbolic(Type::Bool, term, true, false))
            }
            Err(Stop::Error(_)) => Ok(Value::bool(false)),
            Err(stop) => Err(stop),
        }
    }

    fn template_file(&mut self, arguments: &[Value], span: Span) -> Result<Value, Stop> {
        let [path, variables] = arguments else {
            return Err(Stop::error(span, "templatefile takes a path and the variables of the template"));
        };
        let unknown = |evaluator: &Self| {
            let terms = arguments.iter().map(term_of).collect();
            evaluator.symbolic(Type::String, bounded(Term::Apply("templatefile".into(), terms)), true, false)
        };
        let Some(path) = path.as_str() else { return Ok(unknown(self)) };
        let context = Context {
            configuration: self.configuration,
            root: self.scopes[0].module.directory.clone(),
            budget: &self.budget,
        };
        let Some(text) = context.read_file(path) else {
            let term = Term::Opaque(format!("the template {path}, which was not given").into());
            return Ok(self.symbolic(Type::String, Rc::new(term), true, false));
        };
        self.rendered(&text, variables, span)
    }

    fn template_string(&mut self, arguments: &[Value], span: Span) -> Result<Value, Stop> {
        let [text, variables] = arguments else {
            return Err(Stop::error(span, "templatestring takes a template and its variables"));
        };
        let Some(text) = text.as_str() else {
            let terms = arguments.iter().map(term_of).collect();
            return Ok(self.symbolic(Type::String, bounded(Term::Apply("templatestring".into(), terms)), true, false));
        };
        let text = text.to_string();
        self.rendered(&text, variables, span)
    }

    fn rendered(&mut self, text: &str, variables: &Value, span: Span) -> Result<Value, Stop> {
        let entries = match &variables.kind {
            Kind::Map(_, entries) | Kind::Object(entries) => entries.clone(),
            Kind::Unknown(_) => {
                let term = bounded(Term::Apply("templatefile".into(), vec![term_of(variables)]));
                return Ok(self.symbolic(Type::String, term, true, false));
            }
            _ => return Err(Stop::error(span, "the variables of a template must be a map or an object")),
        };
        if !self.budget.spend(text.len()) {
            return Err(Stop::Budget(span));
        }
        // Places inside the template would point into another text; errors are reported at the call.
        let parsed = template::parse(text, FileId(u32::MAX), 0)
            .map_err(|error| Stop::error(span, format!("the template has a syntax error: {}", error.message)))?;
        let mut environment = Environment::of(Self::ROOT, &Key::None, None);
        environment.sealed = true;
        environment.variables = entries.iter().map(|(name, value)| (name.clone(), value.clone())).collect();
        let rendered = self.template(&mut environment, &parsed.parts, span).map_err(|stop| match stop {
            Stop::Error(error) => Stop::error(span, format!("in the template: {}", error.message)),
            other => other,
        })?;
        convert(&rendered, &Type::String).map_err(|message| Stop::error(span, message))
    }
}

/// The term whose emptiness decides that of `term`: `toset(x)` is empty just when `x` is.
pub(super) fn emptiness_subject(term: &Rc<Term>) -> Rc<Term> {
    match &**term {
        Term::Apply(name, operands) if KEEP_EMPTINESS.contains(&&**name) => match operands.as_slice() {
            [only] => emptiness_subject(only),
            _ => term.clone(),
        },
        _ => term.clone(),
    }
}
