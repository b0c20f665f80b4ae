//! All subjects of one root module, judged.

use std::rc::Rc;

use crate::report::model::Status;
use crate::sorted::{SortedMap, SortedSet};
use crate::syntax::ast::Block as TreeBlock;
use crate::terraform::configuration::{Mode, Module, ModuleCall, Resource};
use crate::terraform::evaluator::{CallInstance, Evaluator, Instance, Keys, ModulePath, Stop};

use super::confirmation::confirm;
use super::context::Context;
use super::diagnostics::Diagnostics;
use super::judgement::{Facts, Judgement, Link, Outcome, Subject};
use super::module_call::{self, Enforcement};
use super::subject::{Judge, judge_of};
use super::unit::Unit;
use super::verdict::merge;
use super::{knowledge, pitfalls};
use crate::report::model::{LinkKind, LinkStatus};

/// Instances of a model's blocks and how to judge them, by the address of their call.
type Listing = SortedMap<Rc<str>, Vec<(Instance, Judge)>>;

/// A resource block, where it stands and how to judge it.
type Block = (ModulePath, Rc<Module>, Rc<Resource>, Judge);

/// Judges every subject of the evaluator's root, but for those of `known`, which are given in the order of the blocks.
pub fn judge_root(cx: &Context<'_>, ev: &mut Evaluator<'_>, root: &Rc<str>, known: Vec<Unit>) -> Vec<Unit> {
    let services = cx.options.services;
    let is_judged = |resource: &Resource| resource.mode == Mode::Managed && judge_of(&resource.ty, services).is_some();
    let blocks: Vec<Block> = ev
        .resource_blocks(&is_judged)
        .into_iter()
        .filter_map(|(path, module, resource)| {
            let judge = judge_of(&resource.ty, services)?;
            Some((path, module, resource, judge))
        })
        .collect();
    let mut known = known.into_iter().peekable();
    let mut round = Round { cx, ev, root, diagnostics: Diagnostics::default(), judgements: Vec::new() };
    let mut all = Vec::new();
    for block in blocks.iter().filter(|block| !block.1.is_model) {
        let (path, _, resource, _) = block;
        all.push(match known.next_if(|unit| unit.is_of(path, &resource.block)) {
            Some(unit) => unit,
            None => {
                round.resource(block);
                round.judged(path, &resource.block)
            }
        });
    }
    for (path, caller, call) in round.ev.module_calls() {
        all.push(match known.next_if(|unit| unit.is_of(&path, &call.block)) {
            Some(unit) => unit,
            None => {
                round.call(&path, &caller, &call, &blocks);
                round.judged(&path, &call.block)
            }
        });
    }
    all
}

struct Round<'r, 'a, 'e> {
    cx: &'r Context<'a>,
    ev: &'r mut Evaluator<'e>,
    root: &'r Rc<str>,
    diagnostics: Diagnostics,
    judgements: Vec<Judgement>,
}

impl Round<'_, '_, '_> {
    /// What was judged since this was asked last.
    fn judged(&mut self, path: &ModulePath, block: &Rc<TreeBlock>) -> Unit {
        Unit {
            path: path.clone(),
            block: block.clone(),
            judgements: std::mem::take(&mut self.judgements),
            problems: std::mem::take(&mut self.diagnostics),
            asked: self.cx.asked(),
            declaration: None,
            findings: Vec::new(),
            diagnostics: Vec::new(),
            used_comments: Vec::new(),
            passing_comments: Vec::new(),
            can_be_kept: false,
        }
    }

    fn resource(&mut self, (path, module, resource, judge): &Block) {
        let expansion = self.ev.explore(|ev| ev.instances(path, resource));
        let certain = expansion.leaves.len() == 1 && expansion.leaves.iter().all(|leaf| leaf.assumptions.is_empty());
        let base = static_address(path, resource);
        let blank = |address: &str, code: &'static str| blank_outcome(resource, address, code);
        if expansion.too_many || !expansion.leaves.iter().any(|leaf| leaf.outcome.is_ok()) {
            let verdict = merge(
                self.cx,
                crate::terraform::explore::Exploration {
                    leaves: expansion
                        .leaves
                        .into_iter()
                        .map(|leaf| crate::terraform::explore::Leaf {
                            assumptions: leaf.assumptions,
                            outcome: leaf.outcome.map(|_| blank(&base, "expansion-unknown")),
                        })
                        .collect(),
                    refused: Vec::new(),
                    too_many: expansion.too_many,
                    atoms: expansion.atoms,
                },
                None,
                &|code| blank(&base, if code == "value-unknown" { "expansion-unknown" } else { code }),
            );
            self.diagnostics.stops(self.ev, &verdict.stops);
            self.add(base, module, resource, None, verdict.outcome, Vec::new());
            return;
        }
        let mut seen: SortedSet<Rc<str>> = SortedSet::new();
        let mut instances: Vec<Instance> = Vec::new();
        for instance in expansion.leaves.into_iter().flat_map(|leaf| leaf.outcome.unwrap_or_default()) {
            if seen.insert(instance.address.clone()) {
                instances.push(instance);
            }
        }
        if instances.is_empty() {
            let mut outcome = blank(&base, "created-zero").with("why", why_nothing(resource));
            outcome.facts.creates_nothing = true;
            self.add(base, module, resource, None, outcome, Vec::new());
            return;
        }
        let cx = self.cx;
        for instance in instances {
            let keys = self.ev.keys(instance.scope, &instance.key);
            let mut ask = |ev: &mut Evaluator<'_>| {
                if certain {
                    return judge(cx, ev, &instance);
                }
                let all = ev.instances(path, resource)?;
                let address = |candidate: &Instance| candidate.address.clone();
                let meant = meant_by(&instance.address, &keys, &seen, all, address, |candidate| {
                    ev.keys(candidate.scope, &candidate.key)
                });
                let judged: Result<Vec<Outcome>, Stop> = meant.iter().map(|found| judge(cx, ev, found)).collect();
                Ok(worst(judged?).unwrap_or_else(|| {
                    let mut outcome = blank(&instance.address, "created-zero").with("why", why_nothing(resource));
                    outcome.facts.creates_nothing = true;
                    outcome
                }))
            };
            let mut exploration = self.ev.explore(&mut ask);
            let doubt = confirm(self.ev, &mut exploration, &mut ask);
            let verdict = merge(cx, exploration, doubt, &|code| blank(&instance.address, code));
            self.diagnostics.stops(self.ev, &verdict.stops);
            let address = instance.address.to_string();
            self.add(address, module, resource, Some(instance), verdict.outcome, verdict.cases);
        }
    }

    fn call(&mut self, path: &ModulePath, caller: &Rc<Module>, call: &Rc<ModuleCall>, blocks: &[Block]) {
        match module_call::enforcement(call) {
            Enforcement::By(framework) => {
                self.each_instance(path, caller, call, |ev, instance| {
                    module_call::judge_enforced(ev, call, instance, framework)
                });
            }
            Enforcement::UnknownFramework(label) => self.diagnostics.unknown_host(call, &label),
            Enforcement::None => {
                if let Some(version) = module_call::unknown_version(call) {
                    self.each_instance(path, caller, call, |_, instance| {
                        let outcome = module_call::blank(call, &instance.address, "module-unknown-version");
                        Ok(outcome.with("version", version.clone()))
                    });
                    return;
                }
                let Some(model) = module_call::modelled(self.cx.configuration, caller, call).cloned() else { return };
                let inner: Vec<&Block> =
                    blocks.iter().filter(|block| module_call::is_inside(&block.0, path, &call.name)).collect();
                let cx = self.cx;
                let listing = self.listing(&inner);
                self.each_instance(path, caller, call, |ev, instance| {
                    let subjects = match &listing {
                        Some(listing) => listing.get(&instance.address).cloned().unwrap_or_default(),
                        None => subjects_of(ev, instance, &inner)?,
                    };
                    worst_inside(cx, ev, call, instance, &model, subjects)
                });
            }
        }
    }

    /// The instances of the blocks of a model by the call instance they belong to; `None` where open inputs decide
    /// what there is.
    fn listing(&mut self, inner: &[&Block]) -> Option<Listing> {
        let exploration = self.ev.explore(|ev| {
            let mut found = Vec::new();
            for (path, _, resource, judge) in inner.iter().copied() {
                found.extend(ev.instances(path, resource)?.into_iter().map(|instance| (instance, *judge)));
            }
            Ok(found)
        });
        let mut leaves = exploration.leaves;
        if exploration.too_many || leaves.len() != 1 || leaves.iter().any(|leaf| !leaf.assumptions.is_empty()) {
            return None;
        }
        let mut listing = Listing::new();
        for (instance, judge) in leaves.pop()?.outcome.ok()? {
            let mut scope = instance.scope;
            while let Some(parent) = self.ev.parent_of(scope).filter(|parent| self.ev.module(*parent).is_model) {
                scope = parent;
            }
            listing.get_or_default(self.ev.scope_address(scope).into()).push((instance, judge));
        }
        Some(listing)
    }

    fn each_instance(
        &mut self,
        path: &ModulePath,
        caller: &Rc<Module>,
        call: &Rc<ModuleCall>,
        judge: impl Fn(&mut Evaluator<'_>, &CallInstance) -> Result<Outcome, Stop>,
    ) {
        let expansion = self.ev.explore(|ev| ev.call_instances(path, call));
        let certain = expansion.leaves.len() == 1 && expansion.leaves.iter().all(|leaf| leaf.assumptions.is_empty());
        let base = static_call_address(path, call);
        let mut seen: SortedSet<Rc<str>> = SortedSet::new();
        let mut instances: Vec<(Rc<str>, CallInstance)> = Vec::new();
        for leaf in &expansion.leaves {
            for instance in leaf.outcome.iter().flatten() {
                if seen.insert(instance.address.clone()) {
                    instances.push((instance.address.clone(), instance.clone()));
                }
            }
        }
        if instances.is_empty() {
            let outcome = if expansion.leaves.iter().any(|leaf| leaf.outcome.is_ok()) && !expansion.too_many {
                module_call::nothing(call, &base, why_no_call(call))
            } else {
                module_call::blank(call, &base, "expansion-unknown").with("why", "its count cannot be evaluated")
            };
            self.add_call(base, caller, call, outcome, Vec::new());
            return;
        }
        for (address, instance) in instances {
            let keys = self.ev.keys(instance.parent, &instance.key);
            let mut ask = |ev: &mut Evaluator<'_>| {
                if certain {
                    return judge(ev, &instance);
                }
                let all = ev.call_instances(path, call)?;
                let name = |candidate: &CallInstance| candidate.address.clone();
                let meant =
                    meant_by(&address, &keys, &seen, all, name, |candidate| ev.keys(candidate.parent, &candidate.key));
                let judged: Result<Vec<Outcome>, Stop> = meant.iter().map(|found| judge(ev, found)).collect();
                Ok(worst(judged?).unwrap_or_else(|| module_call::nothing(call, &address, why_no_call(call))))
            };
            let mut exploration = self.ev.explore(&mut ask);
            let doubt = confirm(self.ev, &mut exploration, &mut ask);
            let mut verdict = merge(self.cx, exploration, doubt, &|code| module_call::blank(call, &address, code));
            self.diagnostics.stops(self.ev, &verdict.stops);
            verdict.outcome.pitfalls.extend(pitfalls::of_call(self.ev, call, &instance));
            self.add_call(address.to_string(), caller, call, verdict.outcome, verdict.cases);
        }
    }

    fn add(
        &mut self,
        address: String,
        module: &Rc<Module>,
        resource: &Rc<Resource>,
        instance: Option<Instance>,
        mut outcome: Outcome,
        cases: Vec<super::judgement::JudgedCase>,
    ) {
        if let Some(instance) = &instance {
            let more = pitfalls::of_instance(self.cx, self.ev, instance, &outcome);
            outcome.pitfalls.extend(more);
        }
        self.judgements.push(Judgement {
            root: self.root.clone(),
            address,
            resource_type: resource.ty.to_string(),
            module: module.clone(),
            subject: Subject::Resource { resource: resource.clone(), instance },
            outcome,
            cases,
        });
    }

    fn add_call(
        &mut self,
        address: String,
        caller: &Rc<Module>,
        call: &Rc<ModuleCall>,
        outcome: Outcome,
        cases: Vec<super::judgement::JudgedCase>,
    ) {
        self.judgements.push(Judgement {
            root: self.root.clone(),
            address,
            resource_type: "module".to_owned(),
            module: caller.clone(),
            subject: Subject::Call(call.clone()),
            outcome,
            cases,
        });
    }
}

/// The worst verdict on what a modelled call launches.
fn worst_inside(
    cx: &Context<'_>,
    ev: &mut Evaluator<'_>,
    call: &ModuleCall,
    instance: &CallInstance,
    model: &Module,
    subjects: Vec<(Instance, Judge)>,
) -> Result<Outcome, Stop> {
    let judged: Result<Vec<Outcome>, Stop> = subjects.iter().map(|(subject, judge)| judge(cx, ev, subject)).collect();
    match worst(judged?) {
        Some(worst) => Ok(module_call::speak_for_module(call, &instance.address, model, worst)),
        None => Ok(module_call::nothing(call, &instance.address, "the module launches nothing with these inputs")),
    }
}

/// The instances a call makes of the blocks of its model.
fn subjects_of(
    ev: &mut Evaluator<'_>,
    instance: &CallInstance,
    inner: &[&Block],
) -> Result<Vec<(Instance, Judge)>, Stop> {
    let prefix = format!("{}.", instance.address);
    let mut found = Vec::new();
    for (path, _, resource, judge) in inner.iter().copied() {
        let all = ev.instances(path, resource)?.into_iter();
        found.extend(all.filter(|subject| subject.address.starts_with(&prefix)).map(|subject| (subject, *judge)));
    }
    Ok(found)
}

/// The instances of one case that an address means: the one of this address, else those its open keys stand for, but for
/// the ones in `seen`, which are judged under their own.
fn meant_by<T>(
    address: &str,
    keys: &Keys,
    seen: &SortedSet<Rc<str>>,
    all: Vec<T>,
    address_of: impl Fn(&T) -> Rc<str>,
    keys_of: impl Fn(&T) -> Keys,
) -> Vec<T> {
    if let Some(at) = all.iter().position(|one| *address_of(one) == *address) {
        return all.into_iter().skip(at).take(1).collect();
    }
    all.into_iter().filter(|one| !seen.contains(&address_of(one)) && keys.stand_for(&keys_of(one))).collect()
}

/// The first of the worst outcomes.
fn worst(outcomes: Vec<Outcome>) -> Option<Outcome> {
    outcomes.into_iter().reduce(|known, outcome| if rank(&known) < rank(&outcome) { outcome } else { known })
}

/// How bad an outcome is. A profile that is whole says less than an instance that uses it.
fn rank(outcome: &Outcome) -> u8 {
    match outcome.status {
        Status::NotApplicable => 0,
        Status::Pass if outcome.code == "profile-declared-with-role" => 1,
        Status::Pass => 2,
        Status::Unknown | Status::Conditional => 3,
        Status::Fail | Status::Suppressed => 4,
    }
}

fn blank_outcome(resource: &Resource, address: &str, code: &'static str) -> Outcome {
    let link = Link::outside(LinkKind::Instance, address, "");
    // A profile is not given one: of it, the own message speaks.
    let own = &*resource.ty == "aws_iam_instance_profile";
    Outcome {
        status: knowledge::status(code),
        code,
        arguments: if own { vec![("profile", address.to_owned())] } else { Vec::new() },
        span: resource.block.header,
        chain: vec![Link { status: LinkStatus::Ok, reason: None, span: Some(resource.block.header), ..link }],
        deciding: None,
        pitfalls: Vec::new(),
        facts: Facts::default(),
    }
}

fn why_nothing(resource: &Resource) -> &'static str {
    match (resource.block.body.attribute("count"), resource.block.body.attribute("for_each")) {
        (Some(_), _) => "count is 0",
        (None, Some(_)) => "for_each is empty",
        (None, None) => "its module is not created",
    }
}

fn why_no_call(call: &ModuleCall) -> &'static str {
    match (call.block.body.attribute("count"), call.block.body.attribute("for_each")) {
        (Some(_), _) => "count is 0",
        (None, Some(_)) => "for_each is empty",
        (None, None) => "the module around it is not created",
    }
}

fn static_address(path: &ModulePath, resource: &Resource) -> String {
    if let Some(address) = &resource.address {
        return address.to_string();
    }
    let modules: String = path.iter().map(|name| format!("module.{name}.")).collect();
    format!("{modules}{}.{}", resource.ty, resource.name)
}

fn static_call_address(path: &ModulePath, call: &ModuleCall) -> String {
    let modules: String = path.iter().map(|name| format!("module.{name}.")).collect();
    format!("{modules}module.{}", call.name)
}
