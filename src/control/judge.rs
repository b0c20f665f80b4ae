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
use super::judged_block::{Addressed, CallBlock, JudgedBlock, ResourceBlock};
use super::judgement::{Judgement, Outcome};
use super::module_call::{self, Enforcement};
use super::subject::judge_of;
use super::unit::Unit;
use super::verdict::{Verdict, merge};

/// Instances of a model's blocks and their blocks, by the address of their call.
type Listing<'b, 'a> = SortedMap<Rc<str>, Vec<Launched<'b, 'a>>>;

/// An instance that a model launches, or launches from, and its block.
type Launched<'b, 'a> = (Instance, &'b ResourceBlock<'a>);

/// Judges every subject of the evaluator's root, but for those of `known`, which are given in the order of the blocks.
pub fn judge_root(cx: &Context<'_>, ev: &mut Evaluator<'_>, root: &Rc<str>, known: Vec<Unit>) -> Vec<Unit> {
    let services = cx.options.services;
    let is_judged = |resource: &Resource| resource.mode == Mode::Managed && judge_of(&resource.ty, services).is_some();
    let blocks: Vec<ResourceBlock<'_>> = ev
        .resource_blocks(&is_judged)
        .into_iter()
        .filter_map(|(path, module, resource)| {
            let judge = judge_of(&resource.ty, services)?;
            Some(ResourceBlock { cx, path, module, resource, judge })
        })
        .collect();
    let mut known = known.into_iter().peekable();
    let mut round = Round { cx, ev, root, diagnostics: Diagnostics::default(), judgements: Vec::new() };
    let mut all = Vec::new();
    for block in blocks.iter().filter(|block| !block.module.is_model) {
        let (path, tree) = (&block.path, &block.resource.block);
        all.push(match known.next_if(|unit| unit.is_of(path, tree)) {
            Some(unit) => Unit { block: tree.clone(), ..unit },
            None => {
                round.each(block);
                round.judged(path, tree)
            }
        });
    }
    for (path, caller, call) in round.ev.module_calls() {
        all.push(match known.next_if(|unit| unit.is_of(&path, &call.block)) {
            Some(unit) => Unit { block: call.block.clone(), ..unit },
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

    /// Judges the instances of a block, each over all cases.
    fn each<B: JudgedBlock>(&mut self, block: &B) {
        let expansion = self.ev.explore(|ev| block.instances(ev));
        let is_told = expansion.leaves.iter().any(|leaf| leaf.outcome.is_ok());
        if expansion.too_many || !is_told {
            let address = block.address();
            let blank = |code| block.blank(&address, if code == "value-unknown" { "expansion-unknown" } else { code });
            let verdict = merge(self.cx, expansion.map(|_| blank("expansion-unknown")), None, &blank);
            self.add(block, &address, None, verdict);
            return;
        }
        let is_certain = expansion.is_certain();
        let mut seen: SortedSet<Rc<str>> = SortedSet::new();
        let mut instances: Vec<B::Instance> = Vec::new();
        for instance in expansion.leaves.into_iter().flat_map(|leaf| leaf.outcome.unwrap_or_default()) {
            if seen.insert(instance.address().clone()) {
                instances.push(instance);
            }
        }
        if instances.is_empty() {
            let address = block.address();
            let verdict = Verdict { outcome: block.nothing(&address), cases: Vec::new(), stops: Vec::new() };
            self.add(block, &address, None, verdict);
        }
        for instance in instances {
            let address = instance.address().clone();
            let keys = instance.keys(self.ev);
            let mut ask = |ev: &mut Evaluator<'_>| {
                if is_certain {
                    return block.judge(ev, &instance);
                }
                let all = block.instances(ev)?;
                let meant = meant_by(ev, &address, &keys, &seen, all);
                let judged: Result<Vec<Outcome>, Stop> = meant.iter().map(|found| block.judge(ev, found)).collect();
                Ok(worst(judged?).unwrap_or_else(|| block.nothing(&address)))
            };
            let mut exploration = self.ev.explore(&mut ask);
            let doubt = confirm(self.ev, &mut exploration, &mut ask);
            let verdict = merge(self.cx, exploration, doubt, &|code| block.blank(&address, code));
            self.add(block, &address, Some(instance), verdict);
        }
    }

    fn call(&mut self, path: &ModulePath, caller: &Rc<Module>, call: &Rc<ModuleCall>, blocks: &[ResourceBlock<'_>]) {
        let judged = |judge| CallBlock { path, caller, call, judge };
        match module_call::enforcement(call) {
            Enforcement::By(framework) => {
                let enforced = |ev: &mut Evaluator<'_>, instance: &CallInstance| {
                    module_call::judge_enforced(ev, call, instance, framework)
                };
                self.each(&judged(&enforced));
            }
            Enforcement::UnknownFramework(label) => self.diagnostics.unknown_host(call, &label),
            Enforcement::None => {
                if let Some(version) = module_call::unknown_version(call) {
                    let unknown = |_: &mut Evaluator<'_>, instance: &CallInstance| {
                        let outcome = Outcome::blank(&call.block, &instance.address, "module-unknown-version");
                        Ok(outcome.with("version", version.clone()))
                    };
                    return self.each(&judged(&unknown));
                }
                let Some(model) = module_call::modelled(self.cx.configuration, caller, call) else { return };
                let inner: Vec<&ResourceBlock<'_>> =
                    blocks.iter().filter(|block| module_call::is_inside(&block.path, path, &call.name)).collect();
                let listing = self.listing(&inner);
                let launched = |ev: &mut Evaluator<'_>, instance: &CallInstance| {
                    let subjects = match &listing {
                        Some(listing) => listing.get(&instance.address).cloned().unwrap_or_default(),
                        None => subjects_of(ev, instance, &inner)?,
                    };
                    worst_inside(ev, call, instance, model, subjects)
                };
                self.each(&judged(&launched));
            }
        }
    }

    /// The instances of the blocks of a model by the call instance they belong to; `None` where open inputs decide
    /// what there is.
    fn listing<'b, 'x>(&mut self, inner: &[&'b ResourceBlock<'x>]) -> Option<Listing<'b, 'x>> {
        let exploration = self.ev.explore(|ev| instances_of(ev, inner));
        if !exploration.is_certain() {
            return None;
        }
        let mut listing = Listing::new();
        for (instance, block) in exploration.leaves.into_iter().next()?.outcome.ok()? {
            let mut scope = instance.scope;
            while let Some(parent) = self.ev.parent_of(scope).filter(|parent| self.ev.module(*parent).is_model) {
                scope = parent;
            }
            listing.get_or_default(self.ev.scope_address(scope).into()).push((instance, block));
        }
        Some(listing)
    }

    fn add<B: JudgedBlock>(&mut self, block: &B, address: &str, instance: Option<B::Instance>, verdict: Verdict) {
        let Verdict { mut outcome, cases, stops } = verdict;
        self.diagnostics.stops(self.ev, &stops);
        if let Some(instance) = &instance {
            let more = block.pitfalls(self.ev, instance, &outcome);
            outcome.pitfalls.extend(more);
        }
        self.judgements.push(Judgement {
            root: self.root.clone(),
            address: address.to_owned(),
            resource_type: block.resource_type().to_owned(),
            module: block.module().clone(),
            subject: block.subject(instance),
            outcome,
            cases,
        });
    }
}

/// The worst verdict on what a modelled call launches.
fn worst_inside(
    ev: &mut Evaluator<'_>,
    call: &ModuleCall,
    instance: &CallInstance,
    model: &Module,
    subjects: Vec<Launched<'_, '_>>,
) -> Result<Outcome, Stop> {
    let judged: Result<Vec<Outcome>, Stop> = subjects.iter().map(|(subject, block)| block.judge(ev, subject)).collect();
    match worst(judged?) {
        Some(worst) => Ok(module_call::speak_for_module(call, &instance.address, model, worst)),
        None => Ok(module_call::nothing(call, &instance.address, "the module launches nothing with these inputs")),
    }
}

/// The instances a call makes of the blocks of its model.
fn subjects_of<'b, 'a>(
    ev: &mut Evaluator<'_>,
    instance: &CallInstance,
    inner: &[&'b ResourceBlock<'a>],
) -> Result<Vec<Launched<'b, 'a>>, Stop> {
    let prefix = format!("{}.", instance.address);
    let mut found = instances_of(ev, inner)?;
    found.retain(|(subject, _)| subject.address.starts_with(&prefix));
    Ok(found)
}

fn instances_of<'b, 'a>(
    ev: &mut Evaluator<'_>,
    blocks: &[&'b ResourceBlock<'a>],
) -> Result<Vec<Launched<'b, 'a>>, Stop> {
    let mut found = Vec::new();
    for block in blocks.iter().copied() {
        found.extend(block.instances(ev)?.into_iter().map(|instance| (instance, block)));
    }
    Ok(found)
}

/// The instances of one case that an address means: the one of this address, else those its open keys stand for, but for
/// the ones in `seen`, which are judged under their own.
fn meant_by<T: Addressed>(
    ev: &Evaluator<'_>,
    address: &Rc<str>,
    keys: &Keys,
    seen: &SortedSet<Rc<str>>,
    all: Vec<T>,
) -> Vec<T> {
    if let Some(at) = all.iter().position(|one| one.address() == address) {
        return all.into_iter().skip(at).take(1).collect();
    }
    all.into_iter().filter(|one| !seen.contains(one.address()) && keys.stand_for(&one.keys(ev))).collect()
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
