//! Function calls: those that need the evaluator here, the others handed on.

use std::rc::Rc;

use super::access::is_name;
use super::configuration::Configuration;
use super::convert::convert;
use super::display::quoted;
use super::emptiness::KEEP_EMPTINESS;
use super::environment::Environment;
use super::eval::is_traversal;
use super::evaluator::{Evaluator, Key, Stop};
use super::functions::{self, FunctionContext, FunctionError};
use super::load::constraint;
use super::reads::Reads;
use super::term::{Term, Truth};
use super::terms::{bounded, term_of};
use super::types::Type;
use super::value::{Kind, Value};
use crate::syntax::ast::{Expr, TemplatePart};
use crate::syntax::template;
use crate::text::{FileId, Span};

/// Functions of all attributes of an object; others read one when it is asked for, or take no object.
const NEED_ALL: [&str; 5] = ["keys", "values", "length", "jsonencode", "yamlencode"];

/// Functions that take a part out of a text.
const PARTS_OF_TEXT: [&str; 4] = ["split", "basename", "replace", "regex"];

fn is_open_arn(value: &Value) -> bool {
    !value.is_known() && value.origin().is_some_and(|origin| &*origin.attribute == "arn")
}

struct Context<'a> {
    configuration: &'a Configuration,
    reads: &'a Reads,
    root: Rc<str>,
    budget: &'a super::budget::Budget,
}

impl FunctionContext for Context<'_> {
    fn read_file(&self, path: &str) -> Option<Rc<str>> {
        self.reads.file(self.configuration, &join(&self.root, path)?)
    }

    fn file_paths(&self) -> Vec<String> {
        let prefix = if self.root.is_empty() { String::new() } else { format!("{}/", self.root) };
        let paths = self.reads.paths(self.configuration);
        paths.filter_map(|path| path.strip_prefix(&*prefix)).map(str::to_string).collect()
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
        if matches!(name, "try" | "can") {
            // Errors count for these, wherever they stand.
            let faults = environment.faults.take();
            let result =
                if name == "try" { self.try_each(environment, args, span) } else { self.can(environment, args, span) };
            environment.faults = faults;
            return result;
        }
        if name == "convert" {
            return self.converted(environment, args, span);
        }
        let mut values = Vec::with_capacity(args.len());
        for (index, arg) in args.iter().enumerate() {
            let mut value = self.eval(environment, arg)?;
            if NEED_ALL.contains(&name) {
                value = self.whole(value, arg.span)?;
            }
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
            "templatefile" | "templatestring" if environment.sealed => {
                return Err(Stop::error(span, format!("{name} cannot be called from inside another template")));
            }
            "templatefile" => return self.template_file(&values, span),
            "templatestring" if args.first().is_some_and(|template| !is_traversal(template)) => {
                return Err(Stop::error(span, "templatestring takes a reference to a template, as local.template"));
            }
            "templatestring" => return self.template_string(&values, span),
            "type" => return Err(Stop::error(span, "type() is only for the console")),
            _ => {}
        }
        if let Some(chosen) = self.chosen(name, &values, span)? {
            return Ok(chosen);
        }
        if PARTS_OF_TEXT.contains(&name)
            && let Some(arn) = values.iter().position(is_open_arn)
            && let Some(found) = self.of_arn(name, &values, arn, span)?
        {
            return Ok(found);
        }
        let result = match self.run(name, &values) {
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
            Ok(value) => {
                if !value.is_known() {
                    self.note_doubt(name, &values)?;
                }
                Ok(self.named_result(name, &values, value))
            }
            Err(error) if error.is_budget() => Err(Stop::Budget(span)),
            Err(error) => {
                let place = error.argument.and_then(|index| args.get(index)).map_or(span, |arg| arg.span);
                let message = error.message.strip_suffix('.').unwrap_or(&error.message);
                Err(Stop::error(place, format!("{name}: {message}")))
            }
        }
    }

    /// Calls a function that needs nothing but its arguments and the given files.
    pub(super) fn run(&self, name: &str, arguments: &[Value]) -> Option<Result<Value, FunctionError>> {
        let context = Context {
            configuration: self.configuration,
            reads: &self.reads,
            root: self.scopes[0].module.directory.clone(),
            budget: &self.budget,
        };
        functions::call(name, arguments, &context)
    }

    /// Gives an unknown result the term of the call, and what the assumptions say of it.
    pub(super) fn named_result(&self, name: &str, arguments: &[Value], value: Value) -> Value {
        let Some(unknown) = value.as_unknown() else { return value };
        if unknown.term.is_some() {
            return self.settle(value);
        }
        let has_plain_element =
            unknown.element.as_ref().and_then(Value::as_unknown).is_some_and(|element| element.term.is_none());
        let term = match (name, arguments) {
            (_, [only]) if KEEP_EMPTINESS.contains(&name) && only.term().is_some() && unknown.element.is_none() => {
                bounded(Term::Apply(name.into(), vec![term_of(only)]))
            }
            (_, []) => Rc::new(Term::Opaque(format!("{name}()").into())),
            _ => bounded(Term::Apply(name.into(), arguments.iter().map(term_of).collect())),
        };
        self.settle(value.refined(|unknown| {
            if has_plain_element {
                let term = bounded(Term::Apply("[*]".into(), vec![term.clone()]));
                unknown.element = unknown.element.take().map(|it| it.refined(|it| it.term = Some(term)));
            }
            unknown.term = Some(term);
        }))
    }

    /// `convert(value, type)` of Terraform 1.15, whose second argument is written as the type of a variable. In a function
    /// of its own, so that a first check does without it.
    #[inline(never)]
    fn converted(&mut self, environment: &mut Environment, args: &[Expr], span: Span) -> Result<Value, Stop> {
        let [value, ty] = args else { return Err(Stop::error(span, "convert takes a value and a type")) };
        let ty = constraint::read(ty).map_err(|error| Stop::error(error.span, error.message))?;
        let given = self.eval(environment, value)?;
        convert(&self.whole(given, value.span)?, &ty).map_err(|message| Stop::error(value.span, message))
    }

    fn try_each(&mut self, environment: &mut Environment, args: &[Expr], span: Span) -> Result<Value, Stop> {
        let Some((arg, rest)) = args.split_first() else {
            return Err(Stop::error(span, "try needs at least one argument that has a value"));
        };
        if rest.is_empty() {
            return self.eval(environment, arg);
        }
        let (result, certain) = self.attempt(environment, arg);
        match result {
            Ok(value) if certain || value.is_known() => Ok(value),
            Ok(value) => {
                let there = self.is_there(&value);
                match there {
                    Truth::True => Ok(value),
                    Truth::False => self.try_each(environment, rest, span),
                    Truth::Open(_) => {
                        let otherwise = self.try_each(environment, rest, span)?;
                        self.either(there, value, otherwise)
                    }
                }
            }
            Err(stop) if stop.is_local_error() => self.try_each(environment, rest, span),
            Err(stop) => Err(stop),
        }
    }

    fn can(&mut self, environment: &mut Environment, args: &[Expr], span: Span) -> Result<Value, Stop> {
        let [arg] = args else { return Err(Stop::error(span, "can takes one argument")) };
        match self.attempt(environment, arg) {
            (Ok(value), certain) if certain || value.is_known() => Ok(Value::bool(true)),
            (Ok(value), _) => {
                let term = bounded(Term::Apply("can".into(), vec![term_of(&value)]));
                Ok(self.symbolic(Type::Bool, term, true, false))
            }
            (Err(stop), _) if stop.is_local_error() => Ok(Value::bool(false)),
            (Err(stop), _) => Err(stop),
        }
    }

    /// Evaluates where an error is an answer; tells as well whether a value can certainly be had.
    fn attempt(&mut self, environment: &mut Environment, arg: &Expr) -> (Result<Value, Stop>, bool) {
        let doubts = self.doubts;
        self.trying += 1;
        let result = self.eval(environment, arg);
        self.trying -= 1;
        let certain = self.doubts == doubts;
        self.doubts = doubts;
        (result, certain)
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
            reads: &self.reads,
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
        let rendered = self.rendered(&text, variables, span)?;
        convert(&rendered, &Type::String).map_err(|message| Stop::error(span, message))
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
        if let Some(name) = entries.keys().find(|name| !is_name(name)) {
            return Err(Stop::error(span, format!("{} is no name for a variable of a template", quoted(name))));
        }
        if !self.budget.spend(text.len()) {
            return Err(Stop::Budget(span));
        }
        // Places inside the template would point into another text; errors are reported at the call.
        let parsed = template::parse(text, FileId(u32::MAX), 0)
            .map_err(|error| Stop::error(span, format!("the template has a syntax error: {}", error.message)))?;
        let mut environment = Environment::of(Self::ROOT, &Key::None, None);
        environment.sealed = true;
        environment.variables = entries.iter().map(|(name, value)| (name.clone(), value.clone())).collect();
        let rendered = match parsed.parts.as_slice() {
            // A template that is nothing else gives the value as it is.
            [TemplatePart::Interpolation(only)] => self.eval(&mut environment, only),
            parts => self.template(&mut environment, parts, span),
        };
        let rendered = rendered.map_err(|stop| match stop {
            Stop::Error(error) if error.is_local => Stop::error(span, format!("in the template: {}", error.message)),
            other => other,
        })?;
        if rendered.is_null() {
            return Err(Stop::error(span, "the result of the template is null"));
        }
        Ok(rendered)
    }
}
