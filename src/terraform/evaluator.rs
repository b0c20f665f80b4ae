//! The evaluator's face: what a control asks of a configuration.

use std::cell::Cell;
use std::collections::HashMap;
use std::rc::Rc;

use super::budget::{MODULE_DEPTH, MOST_MODULES, TOO_DEEP, TOO_MANY_MODULES};
use super::configuration::{Configuration, Mode, Module, ModuleCall, Resource};
use super::environment::Environment;
use super::explore::Feasible;
use super::layered::Layered;
use super::memo::{MemoKey, Memoised};
use super::reads::Reads;
use super::short_circuit;
use super::term::{Assumptions, Term, Truth};
use super::value::{Kind, Value};
use crate::syntax::ast::{Body, Expr};
use crate::text::{Location, Span};

pub use super::instance::{
    BlockInstance, CallInstance, Condensed, Evaluated, Instance, Key, Keys, ModulePath, ScopeId,
};
pub use super::stop::{EvalError, Stop};

/// What the provider does that no code says.
pub trait ProviderFacts {
    /// The argument whose value an attribute always has: `id` of `aws_iam_role` is its `name`.
    fn alias(&self, resource_type: &str, data: bool, attribute: &str) -> Option<&'static str>;
    /// Whether a computed attribute is never null and never empty.
    fn always_set(&self, resource_type: &str, data: bool, attribute: &str) -> bool;
    /// Whether blocks of this kind are only ever those of the code: in a plan, such a block that is known after apply
    /// and not in the configuration is a `dynamic` one.
    fn only_written(&self, resource_type: &str, block: &str) -> bool;
    /// What stands in the ARN of a resource before its path and its `name`, of those that IAM keeps: `role` in
    /// `arn:aws:iam::111122223333:role/team/app`.
    fn arn_kind(&self, _resource_type: &str) -> Option<&'static str> {
        None
    }
}

/// How to treat inputs.
#[derive(Clone, Copy, Debug, Default)]
pub struct EvaluationOptions {
    /// Every root variable is an input without a value, defaults and tfvars included.
    pub any_inputs: bool,
}

pub(super) struct Scope {
    pub module: Rc<Module>,
    pub parent: Option<ScopeId>,
    pub call: Option<Rc<ModuleCall>>,
    pub key: Key,
    pub each_value: Option<Value>,
    /// `module.a["k"].`, "" for the root.
    pub prefix: Rc<str>,
    pub depth: u32,
}

/// Evaluates one root module: lazily, each thing once.
pub struct Evaluator<'c> {
    pub(super) configuration: &'c Configuration,
    pub(super) facts: &'c dyn ProviderFacts,
    pub(super) options: EvaluationOptions,
    pub(super) scopes: Vec<Scope>,
    pub(super) scope_index: HashMap<(ScopeId, Rc<str>, Key), ScopeId>,
    pub(super) memo: HashMap<MemoKey, Memoised>,
    pub(super) visiting: Vec<MemoKey>,
    pub(super) instances: Layered<Instance>,
    pub(super) module_scopes: Layered<ScopeId>,
    pub(super) assumptions: Assumptions,
    pub(super) splitting: bool,
    /// Whether the sides of `&&` and `||` are those of Terraform 1.12.
    pub(super) is_short_circuiting: bool,
    /// How many undecided conditions were merged so far.
    pub(super) merges: u64,
    /// How many values were read so far that may turn out not to be there.
    pub(super) doubts: u64,
    /// How many `try` and `can` are around the expression: where an error is an answer.
    pub(super) trying: u32,
    pub(super) depth: u32,
    /// The deepest it came to, what was known already included.
    pub(super) deepest: u32,
    /// Whether something needs itself.
    pub(super) is_cyclic: bool,
    pub(super) budget: super::budget::Budget,
    /// Instances whose preconditions a case must honour.
    pub(super) touched: Vec<Instance>,
    /// Counts that are not known, of what was asked for in this case.
    pub(super) counts: Vec<Rc<Term>>,
    pub(super) reads: Reads,
    pub(super) feasible: Feasible,
    /// Values that are tried for root variables.
    pub(super) inputs: Option<Rc<super::witness::Inputs>>,
    pub(super) condensed: Vec<Condensed>,
    cut: Cell<Option<(Span, &'static str)>>,
}

impl<'c> Evaluator<'c> {
    /// An evaluator of the root module with this key; an unknown key gives an empty root.
    pub fn new(
        configuration: &'c Configuration,
        root: &str,
        options: &EvaluationOptions,
        facts: &'c dyn ProviderFacts,
    ) -> Self {
        let module = configuration.modules.get(root).cloned().unwrap_or_default();
        let is_short_circuiting = short_circuit::is_required(configuration, root);
        let root =
            Scope { module, parent: None, call: None, key: Key::None, each_value: None, prefix: "".into(), depth: 0 };
        Evaluator {
            configuration,
            facts,
            options: *options,
            scopes: vec![root],
            scope_index: HashMap::new(),
            memo: HashMap::new(),
            visiting: Vec::new(),
            instances: Layered::default(),
            module_scopes: Layered::default(),
            assumptions: Assumptions::default(),
            splitting: false,
            is_short_circuiting,
            merges: 0,
            doubts: 0,
            trying: 0,
            depth: 0,
            deepest: 0,
            is_cyclic: false,
            budget: super::budget::Budget::of(configuration.bytes),
            touched: Vec::new(),
            counts: Vec::new(),
            reads: Reads::default(),
            feasible: Feasible::default(),
            inputs: None,
            condensed: Vec::new(),
            cut: Cell::new(None),
        }
    }

    /// Spends no more than so many steps on everything asked.
    pub fn limit(&mut self, steps: u64) {
        self.budget.limit(steps);
    }

    /// Steps spent so far.
    pub fn steps(&self) -> u64 {
        self.budget.spent()
    }

    /// The root module's scope.
    pub const ROOT: ScopeId = ScopeId(0);

    pub(super) fn scope(&self, id: ScopeId) -> &Scope {
        &self.scopes[id.0 as usize]
    }

    /// The module a scope is an instance of.
    pub fn module(&self, scope: ScopeId) -> &Rc<Module> {
        &self.scope(scope).module
    }

    /// The call that made a scope; `None` for the root.
    pub fn call_of(&self, scope: ScopeId) -> Option<&Rc<ModuleCall>> {
        self.scope(scope).call.as_ref()
    }

    /// The scope that holds the call of a scope; `None` for the root.
    pub fn parent_of(&self, scope: ScopeId) -> Option<ScopeId> {
        self.scope(scope).parent
    }

    /// The keys of an instance of a block that stands in `scope`.
    pub fn keys(&self, scope: ScopeId, key: &Key) -> Keys {
        let mut keys = vec![key.clone()];
        let mut at = scope;
        while let Some(parent) = self.scope(at).parent {
            keys.push(self.scope(at).key.clone());
            at = parent;
        }
        keys.reverse();
        Keys(keys)
    }

    /// `module.a["k"]`, "" for the root.
    pub fn scope_address(&self, scope: ScopeId) -> &str {
        self.scope(scope).prefix.trim_end_matches('.')
    }

    /// Every resource block of the module tree that is wanted, with the path of calls to it, in a fixed order.
    pub fn resource_blocks(
        &self,
        is_wanted: &dyn Fn(&Resource) -> bool,
    ) -> Vec<(ModulePath, Rc<Module>, Rc<Resource>)> {
        let mut found = Vec::new();
        self.walk(&mut |path, module| {
            for resource in module.resources.iter().filter(|resource| is_wanted(resource)) {
                found.push((path.clone(), module.clone(), resource.clone()));
            }
        });
        found
    }

    /// Every module call of the module tree with the path of calls to the module it stands in.
    pub fn module_calls(&self) -> Vec<(ModulePath, Rc<Module>, Rc<ModuleCall>)> {
        let mut found = Vec::new();
        self.walk(&mut |path, module| {
            for call in module.calls.values() {
                found.push((path.clone(), module.clone(), call.clone()));
            }
        });
        found
    }

    fn walk(&self, visit: &mut dyn FnMut(&ModulePath, &Rc<Module>)) {
        let mut queue: Vec<(ModulePath, Rc<Module>)> = vec![(Rc::from([]), self.scopes[0].module.clone())];
        let mut visited = 0_usize;
        while let Some((path, module)) = queue.pop() {
            visited += 1;
            if visited > MOST_MODULES {
                self.cut_at(&self.scopes[0].module, TOO_MANY_MODULES);
                return;
            }
            visit(&path, &module);
            if path.len() >= MODULE_DEPTH as usize {
                self.cut_at(&module, TOO_DEEP);
                continue;
            }
            for call in module.calls.values().rev() {
                let super::configuration::CallTarget::Module(key) = &call.target else { continue };
                if let Some(child) = self.configuration.modules.get(key) {
                    let mut child_path: Vec<Rc<str>> = path.to_vec();
                    child_path.push(call.name.clone());
                    queue.push((child_path.into(), child.clone()));
                }
            }
        }
    }

    /// The argument of an instance; `None` when it is omitted.
    pub fn attribute(&mut self, instance: &Instance, name: &str) -> Result<Option<Evaluated>, Stop> {
        if self.splitting
            && self.touched.len() < 16
            && !self.touched.iter().any(|known| known.address == instance.address)
        {
            self.touched.push(instance.clone());
        }
        let block = instance.resource.block.clone();
        let mut environment = self.environment_of(instance);
        stored(instance, self.body_attribute(&mut environment, &block.body, name)?)
    }

    /// The argument of a nested block of an instance; `None` when it is omitted.
    pub fn block_attribute(
        &mut self,
        instance: &Instance,
        block: &BlockInstance,
        name: &str,
    ) -> Result<Option<Evaluated>, Stop> {
        let mut environment = self.environment_of(instance);
        environment.iterators = block.iterators.clone();
        let body = block.body.clone();
        stored(instance, self.body_attribute(&mut environment, &body, name)?)
    }

    fn body_attribute(
        &mut self,
        environment: &mut Environment,
        body: &Body,
        name: &str,
    ) -> Result<Option<Evaluated>, Stop> {
        let Some(attribute) = body.attribute(name) else { return Ok(None) };
        let value = self.eval(environment, &attribute.expr)?;
        Ok(Some(Evaluated { value, span: attribute.span, expr: attribute.expr.tree().clone() }))
    }

    /// The value of an argument of a module call, in the scope that holds the call; `None` when it is omitted.
    pub fn call_argument(
        &mut self,
        call: &ModuleCall,
        instance: &CallInstance,
        name: &str,
    ) -> Result<Option<Evaluated>, Stop> {
        let mut environment = Environment::of(instance.parent, &instance.key, instance.each_value.clone());
        self.body_attribute(&mut environment, &call.block.body, name)
    }

    /// Whether a value is null.
    pub fn is_null(&self, value: &Value) -> Truth {
        match &value.kind {
            Kind::Null(_) => Truth::True,
            Kind::Unknown(unknown) if unknown.not_null || unknown.not_empty => Truth::False,
            Kind::Unknown(_) => self.assumptions.decide(&Rc::new(Term::IsNull(super::terms::term_of(value)))),
            _ => Truth::False,
        }
    }

    /// Whether a value is an empty string or collection; null is not.
    pub fn is_empty(&self, value: &Value) -> Truth {
        match &value.kind {
            Kind::String(text) => Truth::of(text.is_empty()),
            Kind::List(_, v) | Kind::Set(_, v) | Kind::Tuple(v) => Truth::of(v.is_empty()),
            Kind::Map(_, v) | Kind::Object(v) => Truth::of(v.is_empty()),
            Kind::Unknown(unknown) if unknown.not_empty => Truth::False,
            Kind::Unknown(unknown) => match &unknown.parts {
                Some(parts) => self.none_in(parts),
                None => super::emptiness::is_empty(&self.assumptions, &super::terms::term_of(value)),
            },
            Kind::Null(_) | Kind::Bool(_) | Kind::Number(_) => Truth::False,
        }
    }

    /// Whether two values are provably the same or different.
    pub fn same(&self, a: &Value, b: &Value) -> Truth {
        match super::equality::equal(a, b) {
            Some(equal) => Truth::of(equal),
            None => match (a.term(), b.term()) {
                (Some(left), Some(right)) if left == right && left.identifies() => Truth::True,
                _ => super::operators::equal_truth(self, a, b),
            },
        }
    }

    /// A certain truth as a bool; an open one stops the case, to be assumed either way.
    pub fn require(&mut self, truth: Truth) -> Result<bool, Stop> {
        match truth {
            Truth::True => Ok(true),
            Truth::False => Ok(false),
            Truth::Open(term) => Err(Stop::Split(term)),
        }
    }

    /// Runs `ask` with undecided conditions merged into unknown values instead of splitting on them.
    pub fn quietly<T>(&mut self, ask: impl FnOnce(&mut Self) -> T) -> T {
        let before = std::mem::replace(&mut self.splitting, false);
        let result = ask(self);
        self.splitting = before;
        result
    }

    /// The declared instance with this address, if it has been met.
    pub fn instance(&self, address: &str) -> Option<Instance> {
        self.instances.get(address).cloned()
    }

    /// Makes an instance known that another evaluator of the same root module gave, of a block of that module itself.
    pub fn meet(&mut self, instance: &Instance) {
        if self.instances.get(&instance.address).is_none() {
            self.instances.insert(instance.address.clone(), instance.clone());
        }
    }

    /// All instances of these resource types in the module tree; those of a block whose number cannot be told are left
    /// out. Meant for [`Evaluator::quietly`]: it never splits.
    pub fn all_instances(&mut self, types: &[&str], mode: Mode) -> Vec<Instance> {
        let mut found = Vec::new();
        let is_wanted = |resource: &Resource| resource.mode == mode && types.contains(&&*resource.ty);
        for (path, _, resource) in self.resource_blocks(&is_wanted) {
            found.extend(self.instances(&path, &resource).unwrap_or_default());
        }
        found
    }

    /// Evaluates an expression in the root module.
    pub fn evaluate(&mut self, expr: &Expr) -> Result<Value, Stop> {
        self.budget.next_question();
        let mut environment = Environment::of(Self::ROOT, &Key::None, None);
        let value = self.eval(&mut environment, expr)?;
        self.whole_within(value, expr.span)
    }

    /// The range as file, lines and columns.
    pub fn location(&self, span: Span) -> Location {
        self.configuration.sources.location(span)
    }

    /// Source text of a range.
    pub fn source(&self, span: Span) -> &str {
        self.configuration.sources.slice(span)
    }

    /// The text of a given file, by its normalised path.
    pub fn given_file(&self, path: &str) -> Option<Rc<str>> {
        self.reads.file(self.configuration, path)
    }

    /// In a function of its own, so that a first check does without it.
    #[inline(never)]
    fn cut_at(&self, module: &Module, why: &'static str) {
        if let Some(call) = module.calls.values().next() {
            self.cut.set(Some((call.block.header, why)));
        }
    }

    /// A call behind which modules were not looked into, and why.
    pub fn cut(&self) -> Option<(Span, &'static str)> {
        self.cut.get()
    }

    /// Where one instance stood for many so far.
    pub fn condensed(&self) -> &[Condensed] {
        &self.condensed
    }

    /// Whether each answer is the one there would have been without the questions before it. A circle is told where it was
    /// entered, limits are met by whoever comes to them first.
    pub fn is_in_any_order(&self) -> bool {
        !self.is_cyclic && self.deepest < super::budget::EVALUATION_DEPTH && self.condensed.is_empty()
    }

    /// How many instances were met.
    pub fn instance_count(&self) -> usize {
        self.instances.len()
    }

    /// What was looked at of the given files.
    pub fn into_reads(self) -> Reads {
        self.reads
    }

    /// The configuration under evaluation.
    pub fn configuration(&self) -> &'c Configuration {
        self.configuration
    }

    /// A value for people: console text on one line, shortened.
    pub fn describe(&self, value: &Value) -> String {
        super::terms::describe(value)
    }
}

/// An argument that may be kept in the state. Those that end in `_wo` are only written, and none that decides anything is.
fn stored(instance: &Instance, argument: Option<Evaluated>) -> Result<Option<Evaluated>, Stop> {
    match argument {
        Some(Evaluated { value, span, .. })
            if instance.resource.mode != Mode::Ephemeral && value.meta.as_ref().is_some_and(|meta| meta.ephemeral) =>
        {
            Err(Stop::error(span, "an ephemeral value cannot stand here"))
        }
        argument => Ok(argument),
    }
}
