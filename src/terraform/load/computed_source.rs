//! Sources of modules that are expressions. Terraform takes them from 1.15 on, of variables that are `const` and locals made
//! of these; OpenTofu from 1.8 on, of any variables and locals. Both evaluate them before anything is planned.

use std::collections::VecDeque;
use std::rc::Rc;

use super::constant::NoProvider;
use super::variable_values::VariableValues;
use super::{Given, LoadOptions, Loader, Place, problem};
use crate::sorted::SortedMap;
use crate::syntax::ast::Expr;
use crate::terraform::budget::STEPS_PER_QUESTION;
use crate::terraform::configuration::{CallTarget, Configuration, Mode, Module, ModuleCall, Problem, ResourceName};
use crate::terraform::convert::convert;
use crate::terraform::environment::Environment;
use crate::terraform::evaluator::{EvaluationOptions, Evaluator, Key, ModulePath, Stop};
use crate::terraform::terms::term_of;
use crate::terraform::types::Type;
use crate::terraform::value::Kind;
use crate::text::Texts;

/// What such sources lead to may have others in it: so many times it is asked again what they come to.
const ROUNDS: usize = 12;

/// A call of which source or version is an expression.
#[derive(Debug)]
pub(super) struct Computed {
    /// The module it stands in.
    pub caller: Rc<str>,
    /// Its name.
    pub name: Rc<str>,
    /// What these come to; `None` before they were evaluated, and where no root module leads to the call.
    pub address: Option<Address>,
    /// What is wrong with where it leads.
    pub problems: Vec<Problem>,
}

/// Source and version, or the argument that has no known value, and why.
pub(super) type Address = Result<(Rc<str>, Option<Rc<str>>), (&'static str, String)>;

impl Loader<'_> {
    /// Follows the calls of which the source is an expression with one known value. Gives the root modules, which are
    /// others where such a call leads to what was one. In a function of its own, so that a first check does without it.
    #[inline(never)]
    pub(super) fn follow_computed(
        &mut self,
        given: &Given<'_>,
        options: &LoadOptions,
        all: &[Rc<str>],
        mut roots: Vec<Rc<str>>,
    ) -> Vec<Rc<str>> {
        for round in 0..=ROUNDS {
            let addresses = addresses(&self.so_far(given, options, &roots), options, &self.computed);
            let mut is_settled = true;
            for (mut computed, mut address) in std::mem::take(&mut self.computed).into_iter().zip(addresses) {
                if round == 0 || address != computed.address {
                    is_settled = false;
                    if round == ROUNDS {
                        address = Some(Err(("source", "what it leads to decides what it is".to_owned())));
                    }
                    computed.problems = self.lead(&computed, address.as_ref());
                    computed.address = address;
                }
                self.computed.push(computed);
            }
            if options.root.is_none() {
                roots = self.roots(all);
            }
            if is_settled {
                break;
            }
        }
        for computed in std::mem::take(&mut self.computed) {
            self.problems.extend(computed.problems);
        }
        roots
    }

    /// What is read so far, with the values that are given to root modules.
    fn so_far(&mut self, given: &Given<'_>, options: &LoadOptions, roots: &[Rc<str>]) -> Configuration {
        let mut values = VariableValues::new(given, options);
        let mut modules = self.modules.clone();
        for root in roots {
            let names = self.directories.get(&**root).map(|directory| directory.variables.clone()).unwrap_or_default();
            if let Some(module) = modules.get_mut(root) {
                // What is wrong with them is told when all is read.
                let found = values.of(module, &names, self.cache, &mut Vec::new());
                *module = Rc::new(Module { variable_values: found, ..(**module).clone() });
            }
        }
        let files: Texts = given.iter().map(|(path, (_, text))| (path.clone(), (*text).clone())).collect();
        Configuration {
            bytes: files.values().map(|text| text.len()).sum(),
            sources: self.cache.sources().clone(),
            modules,
            roots: roots.to_vec(),
            files,
            problems: Vec::new(),
        }
    }

    /// Has a call lead to this address; gives what is wrong with that.
    fn lead(&mut self, Computed { caller, name, .. }: &Computed, address: Option<&Address>) -> Vec<Problem> {
        let Some(call) = self.modules.get(caller).and_then(|module| module.calls.get(name)) else { return Vec::new() };
        let mut call = (**call).clone();
        (call.source, call.version) = match address {
            Some(Ok((source, version))) => (source.clone(), version.clone()),
            Some(Err(_)) | None => ("".into(), None),
        };
        let others = std::mem::take(&mut self.problems);
        let (target, next) = self.resolve(&Place::Given(caller.clone()), &call);
        let mut problems = std::mem::replace(&mut self.problems, others);
        call.target = target;
        if let (Some(Err((argument, why))), CallTarget::Remote) = (address, &call.target) {
            let attribute = call.block.body.attribute(argument);
            let written = attribute.map_or("", |attribute| self.cache.sources().slice(attribute.expr.span));
            let arguments = vec![
                ("address", format!("module.{name}")),
                ("argument", (*argument).to_owned()),
                ("value", written.to_owned()),
                ("detail", why.clone()),
            ];
            problems.push(problem("module-source-open", arguments, attribute.map(|attribute| attribute.expr.span)));
        }
        if let Some(module) = self.modules.get_mut(caller) {
            Rc::make_mut(module).calls.insert(name.clone(), Rc::new(call));
        }
        self.read_all(VecDeque::from_iter(next));
        problems
    }
}

/// What the sources and versions come to, each the same for whatever root module leads to it.
fn addresses(configuration: &Configuration, options: &LoadOptions, calls: &[Computed]) -> Vec<Option<Address>> {
    let evaluation = EvaluationOptions { any_inputs: options.any_inputs };
    let mut found: Vec<Option<Address>> = calls.iter().map(|_| None).collect();
    let mut places: SortedMap<ResourceName, usize> = SortedMap::new();
    for (place, call) in calls.iter().enumerate() {
        places.insert((Mode::Managed, call.caller.clone(), call.name.clone()), place);
    }
    let mut left = STEPS_PER_QUESTION;
    for root in &configuration.roots {
        let mut ev = Evaluator::new(configuration, root, &evaluation, &NoProvider);
        ev.limit(left);
        for (path, module, call) in ev.module_calls() {
            let place = places.get(&(Mode::Managed, module.key.clone(), call.name.clone()));
            let Some(known) = place.and_then(|place| found.get_mut(*place)) else { continue };
            let address = address(&mut ev, &path, &call);
            *known = Some(match known {
                Some(known) if *known != address => {
                    let why = "the module it stands in is called with different values for it";
                    Err(("source", why.to_owned()))
                }
                _ => address,
            });
        }
        left = left.saturating_sub(ev.steps());
    }
    found
}

fn address(ev: &mut Evaluator<'_>, path: &ModulePath, call: &ModuleCall) -> Address {
    let attribute = |name: &str| call.block.body.attribute(name).map(|attribute| attribute.expr.tree().clone());
    let mut value = |name: &'static str, expr: Rc<Expr>| text(ev, path, &expr).map_err(|why| (name, why));
    let version = attribute("version").map(|expr| value("version", expr)).transpose()?.flatten();
    match attribute("source").map(|expr| value("source", expr)).transpose()?.flatten() {
        Some(source) => Ok((source, version)),
        None => Err(("source", "it is null".to_owned())),
    }
}

/// The text an expression comes to in the module that this path of calls leads to; `None` where that is null. How many
/// instances a call makes does not matter: its module is installed once.
fn text(ev: &mut Evaluator<'_>, path: &ModulePath, expr: &Expr) -> Result<Option<Rc<str>>, String> {
    let evaluated = (|| {
        let mut scope = Evaluator::ROOT;
        for name in path.iter() {
            let Some(call) = ev.module(scope).calls.get(name).cloned() else { break };
            scope = ev.child_scope(scope, &call, Key::None, None)?;
        }
        let value = ev.eval(&mut Environment::of(scope, &Key::None, None), expr)?;
        convert(&value, &Type::String).map_err(|message| Stop::error(expr.span, message))
    })();
    let is_static = ev.forget_whether_static();
    let value = match evaluated {
        Ok(value) => value,
        Err(Stop::Error(error)) => return Err(error.message),
        Err(Stop::Budget(_)) => return Err("it takes too many steps".to_owned()),
        Err(Stop::Undecided(_, why)) => return Err(why.to_string()),
        Err(Stop::Split(_)) => return Err("it depends on what is not known".to_owned()),
    };
    if !is_static {
        return Err("it may be made of variables and locals alone, none of them sensitive or ephemeral".to_owned());
    }
    match &value.kind {
        Kind::String(text) => Ok(Some(text.clone())),
        Kind::Null(_) => Ok(None),
        _ => {
            let mut leaves = Vec::new();
            term_of(&value).leaves(&mut leaves);
            Err(format!("it depends on {}", leaves.join(", ")))
        }
    }
}
