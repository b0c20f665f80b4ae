//! Values given to the variables of a root module, in Terraform's order of precedence.

use std::rc::Rc;

use super::cache::ParseCache;
use super::plain::is_plain;
use super::{Given, LoadOptions, path, problem, syntax_problem};
use crate::sorted::{SortedMap, SortedSet};
use crate::terraform::configuration::{Module, Problem, VariableValue};
use crate::terraform::types::Type;
use crate::terraform::value::{Kind, Value};

/// Reads the variable files of root modules and the options.
pub(super) struct VariableValues<'a> {
    /// Given files by normalised path: path as given, text.
    pub files: &'a Given<'a>,
    /// Options of the check.
    pub options: &'a LoadOptions,
    /// Names used by some root module, of the options and of the files that options name.
    used: SortedMap<String, bool>,
    pending: SortedMap<String, Problem>,
    reported: SortedSet<String>,
}

/// A root module and the values found for it so far.
struct RootValues<'m> {
    module: &'m Module,
    values: SortedMap<Rc<str>, VariableValue>,
}

impl<'a> VariableValues<'a> {
    /// Nothing read yet.
    pub fn new(files: &'a Given<'a>, options: &'a LoadOptions) -> Self {
        VariableValues { files, options, used: SortedMap::new(), pending: SortedMap::new(), reported: SortedSet::new() }
    }

    /// Reads what is given to one root module. `automatic` are the names of the files beside it.
    pub fn of(
        &mut self,
        module: &Module,
        automatic: &[&str],
        cache: &mut ParseCache,
        problems: &mut Vec<Problem>,
    ) -> SortedMap<Rc<str>, VariableValue> {
        let mut root = RootValues { module, values: SortedMap::new() };
        let directory = module.directory.clone();
        for name in in_order(automatic) {
            self.file(&mut root, &path::join(&directory, name), false, cache, problems);
        }
        for name in &self.options.var_files {
            let candidates = [path::normalise(name), path::join(&directory, name)];
            match candidates.into_iter().find(|path| self.files.contains_key(path.as_str())) {
                Some(found) => {
                    self.used.insert(format!("file {name}"), true);
                    self.file(&mut root, &found, true, cache, problems);
                }
                None => {
                    let missing = problem("missing-variable-file", vec![("file", name.clone())], None);
                    self.pending.insert(format!("file {name}"), missing);
                }
            }
        }
        let read: Vec<&str> = in_order(automatic);
        let others: Vec<String> = automatic
            .iter()
            .filter(|name| !read.contains(*name))
            .map(|name| path::join(&directory, name))
            .filter(|path| !self.options.var_files.iter().any(|named| path.ends_with(&*path::normalise(named))))
            .collect();
        if !others.is_empty() {
            problems.push(problem("tfvars-not-read", vec![("files", others.join(", "))], None));
        }
        for (name, value) in &self.options.variables {
            self.option(&mut root, name, value, cache, problems);
        }
        root.values
    }

    /// Problems that hold only if they hold for every root module.
    pub fn finish(self, problems: &mut Vec<Problem>) {
        let used = self.used;
        problems
            .extend(self.pending.into_iter().filter(|(key, _)| !used.contains_key(key)).map(|(_, problem)| problem));
    }

    fn file(
        &mut self,
        root: &mut RootValues<'_>,
        path: &str,
        shared: bool,
        cache: &mut ParseCache,
        problems: &mut Vec<Problem>,
    ) {
        let Some((given, text)) = self.files.get(path).copied() else { return };
        let parsed = cache.parse(given, text);
        let mut found: Vec<Problem> =
            parsed.errors.iter().map(|error| syntax_problem(given, error, cache.sources())).collect();
        if let Some(block) = parsed.file.body.blocks.first() {
            let detail = format!("it holds a block of type {}.", block.kind);
            let arguments = vec![("file", given.to_string()), ("detail", detail)];
            found.push(problem("invalid-tfvars", arguments, Some(block.header)));
        }
        for attribute in &parsed.file.body.attributes {
            let key = format!("{given} {}", attribute.name);
            if !root.module.variables.contains_key(&attribute.name) {
                let arguments = vec![("value", attribute.name.to_string())];
                let undeclared = problem("unexpected-variable", arguments, Some(attribute.name_span));
                if shared {
                    self.pending.insert(key, undeclared);
                } else {
                    found.push(undeclared);
                }
                continue;
            }
            self.used.insert(key, true);
            let value = if is_plain(&attribute.expr) {
                VariableValue::Expression(attribute.expr.tree().clone())
            } else {
                let detail = format!("the value of {} holds a reference or a function call.", attribute.name);
                let arguments = vec![("file", given.to_string()), ("detail", detail)];
                found.push(problem("invalid-tfvars", arguments, Some(attribute.expr.span)));
                VariableValue::Value(Value::unknown(Type::Dynamic))
            };
            root.values.insert(attribute.name.clone(), value);
        }
        // A file that options name is read once per root module.
        if !shared || self.reported.insert(given.to_string()) {
            problems.extend(found);
        }
    }

    fn option(
        &mut self,
        root: &mut RootValues<'_>,
        name: &str,
        value: &Value,
        cache: &mut ParseCache,
        problems: &mut Vec<Problem>,
    ) {
        let key = format!("option {name}");
        let Some(variable) = root.module.variables.get(name) else {
            let undeclared = problem("unexpected-variable", vec![("value", name.to_owned())], None);
            self.pending.insert(key, undeclared);
            return;
        };
        self.used.insert(key, true);
        // On the command line, what is no string for sure is written as an expression.
        let literal = variable.ty.is_primitive() || variable.block.body.attribute("type").is_none();
        let value = match &value.kind {
            Kind::String(text) if !literal => {
                let path = format!("(value of var.{name})");
                match cache.expression(&path.into(), text) {
                    Ok(expr) if is_plain(&expr) => VariableValue::Expression(expr),
                    other => {
                        let detail = other.err().map_or_else(
                            || "it holds a reference or a function call.".to_owned(),
                            |error| error.message,
                        );
                        let arguments = vec![("value", name.to_owned()), ("detail", detail)];
                        problems.push(problem("invalid-variable-value", arguments, None));
                        VariableValue::Value(Value::unknown(Type::Dynamic))
                    }
                }
            }
            _ => VariableValue::Value(value.clone()),
        };
        root.values.insert(name.into(), value);
    }
}

/// The files that Terraform reads by itself, the ones that win last.
fn in_order<'n>(names: &[&'n str]) -> Vec<&'n str> {
    let rank = |name: &str| match name {
        "terraform.tfvars" => Some(0),
        "terraform.tfvars.json" => Some(1),
        _ if name.ends_with(".auto.tfvars") || name.ends_with(".auto.tfvars.json") => Some(2),
        _ => None,
    };
    let mut ranked: Vec<(i32, &str)> = names.iter().filter_map(|name| Some((rank(name)?, *name))).collect();
    ranked.sort_unstable();
    ranked.into_iter().map(|(_, name)| name).collect()
}
