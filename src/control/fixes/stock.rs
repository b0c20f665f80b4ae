//! What a module has that fixes may use or must keep clear of, looked up once: it may have thousands of findings.

use std::cell::{OnceCell, RefCell};
use std::ops::Deref;
use std::rc::Rc;

use super::blocks::{Setting, partition};
use super::references::{declared, mentioned};
use super::{PROFILE, ROLE};
use crate::sorted::SortedMap;
use crate::syntax::ast::Block;
use crate::terraform::configuration::{Mode, Module, Resource};
use crate::terraform::evaluator::Evaluator;
use crate::text::Sources;

type ByName = SortedMap<Rc<str>, Vec<Rc<Resource>>>;

/// The stocks of all modules of a root, each made when it is first needed.
#[derive(Default)]
pub struct Stocks {
    modules: RefCell<Vec<(Rc<Module>, Rc<Stock>)>>,
    partition: OnceCell<&'static str>,
}

/// The evaluator of the root that is mended, with the stocks at hand.
pub struct Scene<'s, 'c> {
    /// Judged the root.
    pub ev: &'s Evaluator<'c>,
    /// Of its modules.
    pub stocks: &'s Stocks,
}

impl<'c> Deref for Scene<'_, 'c> {
    type Target = Evaluator<'c>;

    fn deref(&self) -> &Evaluator<'c> {
        self.ev
    }
}

impl<'s> Scene<'s, '_> {
    /// What a module has.
    pub fn stock(&self, module: &Rc<Module>) -> Rc<Stock> {
        let mut known = self.stocks.modules.borrow_mut();
        if let Some((_, stock)) = known.iter().rev().find(|(other, _)| Rc::ptr_eq(other, module)) {
            return stock.clone();
        }
        let stock = Rc::new(Stock::of(&self.ev.configuration().sources, module));
        known.push((module.clone(), stock.clone()));
        stock
    }

    /// What blocks added to serve `served` need to know.
    pub fn setting(&self, served: &Block) -> Setting<'s> {
        let configuration = self.ev.configuration();
        let root = &self.ev.module(Evaluator::ROOT).key;
        let partition = self.stocks.partition.get_or_init(|| partition(&configuration.tree(root)));
        Setting::of(partition, &configuration.sources, served)
    }
}

/// What one module has.
pub struct Stock {
    by_name: ByName,
    /// Profiles by the role they wrap.
    profiles_of: ByName,
    /// Declared profiles, in source order.
    pub profiles: Vec<Rc<Resource>>,
    /// Roles that EC2 may assume, in source order.
    pub roles: Vec<Rc<Resource>>,
}

impl Stock {
    fn of(sources: &Sources, module: &Module) -> Stock {
        let mut by_name = ByName::new();
        for resource in &module.resources {
            by_name.get_or_default(resource.name.clone()).push(resource.clone());
        }
        let profiles: Vec<Rc<Resource>> = declared(module, PROFILE).cloned().collect();
        let mut profiles_of = ByName::new();
        for profile in &profiles {
            let body = &profile.block.body;
            let Some(argument) = body.attribute("role").or_else(|| body.attribute("roles")) else { continue };
            for role in mentioned(sources.slice(argument.expr.span), "aws_iam_role.") {
                profiles_of.get_or_default(role.into()).push(profile.clone());
            }
        }
        let mut stock = Stock { by_name, profiles_of, profiles, roles: Vec::new() };
        stock.roles = declared(module, ROLE).filter(|role| stock.is_for_ec2(sources, role)).cloned().collect();
        stock
    }

    /// Whether EC2 may assume a role, as far as its text says: its trust policy names the service, or the policy
    /// document that it refers to does.
    fn is_for_ec2(&self, sources: &Sources, role: &Resource) -> bool {
        let names_service = |block: &Block| sources.slice(block.span).contains("ec2.amazonaws.com");
        if names_service(&role.block) {
            return true;
        }
        let Some(policy) = role.block.body.attribute("assume_role_policy") else { return false };
        let documents = mentioned(sources.slice(policy.expr.span), "data.aws_iam_policy_document.");
        documents
            .into_iter()
            .filter_map(|name| self.by_name.get(name))
            .flatten()
            .any(|data| data.mode == Mode::Data && &*data.ty == "aws_iam_policy_document" && names_service(&data.block))
    }

    /// The first profile that wraps the role of this name.
    pub fn profile_of(&self, role: &str) -> Option<&Rc<Resource>> {
        self.profiles_of.get(role).and_then(|profiles| profiles.first())
    }

    /// The profile of this name.
    pub fn profile(&self, name: &str) -> Option<&Rc<Resource>> {
        self.by_name.get(name)?.iter().find(|known| known.mode == Mode::Managed && &*known.ty == PROFILE)
    }

    /// A name that none of these types carries in the module, made from the name of what it serves.
    pub fn free_name(&self, types: &[&str], wanted: &str) -> String {
        let taken = |name: &str| {
            self.by_name.get(name).is_some_and(|named| named.iter().any(|known| types.contains(&&*known.ty)))
        };
        let names = std::iter::once(wanted.to_owned()).chain((2..).map(|number| format!("{wanted}_{number}")));
        names.into_iter().find(|name| !taken(name)).unwrap_or_else(|| wanted.to_owned())
    }
}
