//! The blocks that verdicts are about, resources and module calls, as judging sees both.

use std::rc::Rc;

use crate::syntax::ast::Block;
use crate::terraform::configuration::{Module, ModuleCall, Resource};
use crate::terraform::evaluator::{CallInstance, Evaluator, Instance, Keys, ModulePath, Stop};

use super::context::Context;
use super::incomplete;
use super::judgement::{Hit, Outcome, Subject};
use super::pitfalls;
use super::subject::{Judge, ProfilePlace, subject_type};

/// A block whose instances are judged one by one.
pub trait JudgedBlock {
    /// What `count` and `for_each` make of it.
    type Instance: Addressed;

    /// Its address without keys, for when its instances cannot be told.
    fn address(&self) -> String;

    /// The module it stands in.
    fn module(&self) -> &Rc<Module>;

    /// Terraform type, or `module` for a call.
    fn resource_type(&self) -> &str;

    /// Its instances under the assumptions of the case.
    fn instances(&self, ev: &mut Evaluator<'_>) -> Result<Vec<Self::Instance>, Stop>;

    /// The verdict on one of them under the assumptions of the case.
    fn judge(&self, ev: &mut Evaluator<'_>, instance: &Self::Instance) -> Result<Outcome, Stop>;

    /// An outcome at its header.
    fn blank(&self, address: &str, code: &'static str) -> Outcome;

    /// Why it makes nothing, where it does.
    fn why_nothing(&self) -> &'static str;

    /// Traps that show in an instance whatever its profile is.
    fn pitfalls(&self, ev: &mut Evaluator<'_>, instance: &Self::Instance, outcome: &Outcome) -> Vec<Hit>;

    /// What the judgement is about.
    fn subject(&self, instance: Option<Self::Instance>) -> Subject;

    /// The outcome where it makes nothing.
    fn nothing(&self, address: &str) -> Outcome {
        let mut outcome = self.blank(address, "created-zero").with("why", self.why_nothing());
        outcome.facts.creates_nothing = true;
        outcome
    }
}

/// An instance of a block.
pub trait Addressed: Clone {
    /// As Terraform prints it.
    fn address(&self) -> &Rc<str>;

    /// The keys in the address.
    fn keys(&self, ev: &Evaluator<'_>) -> Keys;
}

impl Addressed for Instance {
    fn address(&self) -> &Rc<str> {
        &self.address
    }

    fn keys(&self, ev: &Evaluator<'_>) -> Keys {
        ev.keys(self.scope, &self.key)
    }
}

impl Addressed for CallInstance {
    fn address(&self) -> &Rc<str> {
        &self.address
    }

    fn keys(&self, ev: &Evaluator<'_>) -> Keys {
        ev.keys(self.parent, &self.key)
    }
}

/// A resource block, where it stands and how it is judged.
pub struct ResourceBlock<'a> {
    /// What judging asks.
    pub cx: &'a Context<'a>,
    /// Names of the calls that lead to it.
    pub path: ModulePath,
    /// The module it stands in.
    pub module: Rc<Module>,
    /// The block.
    pub resource: Rc<Resource>,
    /// How it is judged.
    pub judge: Judge,
}

impl JudgedBlock for ResourceBlock<'_> {
    type Instance = Instance;

    fn address(&self) -> String {
        match &self.resource.address {
            Some(address) => address.to_string(),
            None => format!("{}{}.{}", prefix(&self.path), self.resource.ty, self.resource.name),
        }
    }

    fn module(&self) -> &Rc<Module> {
        &self.module
    }

    fn resource_type(&self) -> &str {
        &self.resource.ty
    }

    fn instances(&self, ev: &mut Evaluator<'_>) -> Result<Vec<Instance>, Stop> {
        ev.instances(&self.path, &self.resource)
    }

    fn judge(&self, ev: &mut Evaluator<'_>, instance: &Instance) -> Result<Outcome, Stop> {
        let outcome = (self.judge)(self.cx, ev, instance)?;
        Ok(incomplete::reconsidered(outcome, instance))
    }

    fn blank(&self, address: &str, code: &'static str) -> Outcome {
        let mut outcome = Outcome::blank(&self.resource.block, address, code);
        // A profile is not given one: of it, the own message speaks.
        if subject_type(&self.resource.ty).is_some_and(|subject| subject.profile == ProfilePlace::Itself) {
            outcome.arguments.push(("profile", address.to_owned()));
        }
        outcome
    }

    fn why_nothing(&self) -> &'static str {
        why_nothing(&self.resource.block, "its module is not created")
    }

    fn pitfalls(&self, ev: &mut Evaluator<'_>, instance: &Instance, outcome: &Outcome) -> Vec<Hit> {
        pitfalls::of_instance(self.cx, ev, instance, outcome)
    }

    fn subject(&self, instance: Option<Instance>) -> Subject {
        Subject::Resource { resource: self.resource.clone(), instance }
    }
}

/// A module call that is judged as a whole, and how.
pub struct CallBlock<'a> {
    /// Names of the calls that lead to it.
    pub path: &'a ModulePath,
    /// The module it stands in.
    pub caller: &'a Rc<Module>,
    /// The block.
    pub call: &'a Rc<ModuleCall>,
    /// How an instance of it is judged.
    pub judge: &'a dyn Fn(&mut Evaluator<'_>, &CallInstance) -> Result<Outcome, Stop>,
}

impl JudgedBlock for CallBlock<'_> {
    type Instance = CallInstance;

    fn address(&self) -> String {
        format!("{}module.{}", prefix(self.path), self.call.name)
    }

    fn module(&self) -> &Rc<Module> {
        self.caller
    }

    fn resource_type(&self) -> &str {
        "module"
    }

    fn instances(&self, ev: &mut Evaluator<'_>) -> Result<Vec<CallInstance>, Stop> {
        ev.call_instances(self.path, self.call)
    }

    fn judge(&self, ev: &mut Evaluator<'_>, instance: &CallInstance) -> Result<Outcome, Stop> {
        (self.judge)(ev, instance)
    }

    fn blank(&self, address: &str, code: &'static str) -> Outcome {
        Outcome::blank(&self.call.block, address, code)
    }

    fn why_nothing(&self) -> &'static str {
        why_nothing(&self.call.block, "the module around it is not created")
    }

    fn pitfalls(&self, ev: &mut Evaluator<'_>, instance: &CallInstance, _: &Outcome) -> Vec<Hit> {
        pitfalls::of_call(ev, self.call, instance)
    }

    fn subject(&self, _: Option<CallInstance>) -> Subject {
        Subject::Call(self.call.clone())
    }
}

fn why_nothing(block: &Block, around: &'static str) -> &'static str {
    match (block.body.attribute("count"), block.body.attribute("for_each")) {
        (Some(_), _) => "count is 0",
        (None, Some(_)) => "for_each is empty",
        (None, None) => around,
    }
}

/// `module.a.module.b.`, without keys.
fn prefix(path: &ModulePath) -> String {
    path.iter().map(|name| format!("module.{name}.")).collect()
}
