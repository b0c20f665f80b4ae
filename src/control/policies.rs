//! What attaches policies to the roles of a configuration, in every way Terraform has for it.

use std::cell::RefCell;
use std::rc::Rc;

use crate::sorted::SortedMap;
use crate::syntax::ast::{Body, Expr, ExprKind};
use crate::syntax::walk::walk;
use crate::terraform::configuration::{CallTarget, ModuleCall, Resource};
use crate::terraform::evaluator::{Evaluator, Instance, ModulePath};
use crate::terraform::mentions::Mentions;
use crate::terraform::value::Value;
use crate::text::Span;

use super::asked::AskedRole;
use super::context::{Given, given_by};
use super::text_argument::text_of;

/// How many policies a role has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PolicyCount {
    /// Policies that are certainly attached.
    pub certain: usize,
    /// Whether there may be more than those: an attachment whose role or number is not known.
    pub maybe_more: bool,
    /// Where the first of them is attached.
    pub first: Option<Span>,
}

impl PolicyCount {
    /// Some of which the number is not known.
    const OPEN: PolicyCount = PolicyCount { certain: 0, maybe_more: true, first: None };

    fn certain(number: usize, place: Span) -> Self {
        PolicyCount { certain: number, maybe_more: false, first: (number > 0).then_some(place) }
    }

    fn add(&mut self, other: PolicyCount) {
        self.certain += other.certain;
        self.maybe_more |= other.maybe_more;
        self.first = self.first.or(other.first);
    }
}

/// What attaches policies to which role.
#[derive(Clone, Debug)]
pub enum Attached {
    /// To the declared role of this address.
    Declared(Rc<str>, PolicyCount),
    /// To the role of this name.
    Named(Rc<str>, PolicyCount),
    /// To a role that is not known.
    Any,
}

/// Attachments of a root, by the role they name.
#[derive(Debug, Default)]
pub struct PolicyIndex {
    by_address: SortedMap<Rc<str>, PolicyCount>,
    by_name: SortedMap<Rc<str>, PolicyCount>,
    /// An attachment names a role that is not known, or a module that was not read may attach policies.
    open: bool,
    asked: RefCell<Vec<AskedRole>>,
}

/// The argument of an attachment that names several roles, and may be left out.
const ROLES: &str = "roles";

/// Resource types that attach policies, the argument that names the role, and the list that may be empty, if any.
const ATTACHMENTS: &[(&str, &str, Option<&str>)] = &[
    ("aws_iam_policy_attachment", ROLES, None),
    ("aws_iam_role_policy", "role", None),
    ("aws_iam_role_policy_attachment", "role", None),
    ("aws_iam_role_policies_exclusive", "role_name", Some("policy_names")),
    ("aws_iam_role_policy_attachments_exclusive", "role_name", Some("policy_arns")),
];

/// Whether resources of this type attach policies.
pub fn is_attachment(ty: &str) -> bool {
    ATTACHMENTS.iter().any(|(known, ..)| *known == ty)
}

impl PolicyIndex {
    /// Finds all attachments among these blocks; open inputs leave counts open.
    pub fn new(
        ev: &mut Evaluator<'_>,
        blocks: &[(ModulePath, Rc<Resource>)],
        known: &mut Given<Attached>,
        mentions: &Mentions,
    ) -> Self {
        let mut index = PolicyIndex::default();
        ev.quietly(|ev| {
            let blocks = blocks.iter().filter(|(_, resource)| is_attachment(&resource.ty));
            for (gives, _) in given_by(blocks, known, mentions, |path, resource| attached(ev, path, resource)) {
                gives.iter().for_each(|attached| index.add(attached));
            }
            for (_, _, call) in ev.module_calls() {
                index.open |= call.target == CallTarget::Remote && is_given_a_role(&call);
            }
        });
        index
    }

    fn add(&mut self, attached: &Attached) {
        let (entry, count) = match attached {
            Attached::Declared(address, count) => (self.by_address.get_or_default(address.clone()), count),
            Attached::Named(name, count) => (self.by_name.get_or_default(name.clone()), count),
            Attached::Any => {
                self.open = true;
                return;
            }
        };
        entry.add(*count);
    }

    /// Whether policies may be attached to any role.
    pub fn is_open(&self) -> bool {
        self.open
    }

    /// The roles of which policies were counted since this was asked last.
    pub fn asked(&self) -> Vec<AskedRole> {
        self.asked.take()
    }

    /// The policies of a declared role.
    pub fn of(&self, ev: &mut Evaluator<'_>, role: &Instance) -> PolicyCount {
        let mut known_name = None;
        let mut count = PolicyCount { maybe_more: self.open, ..PolicyCount::default() };
        let mut add = |other| count.add(other);
        add(self.by_address.get(&role.address).copied().unwrap_or_default());
        ev.quietly(|ev| {
            match ev.attribute(role, "name") {
                Ok(Some(name)) => {
                    if let Some(text) = text_of(&name.value) {
                        add(self.by_name.get(&text).copied().unwrap_or_default());
                        known_name = Some(text);
                    } else if !self.by_name.is_empty() {
                        add(PolicyCount::OPEN);
                    }
                }
                Ok(None) => {}
                Err(_) => add(PolicyCount::OPEN),
            }
            if role.resource.block.body.incomplete {
                add(PolicyCount::OPEN);
            }
            add(length(ev, role, "managed_policy_arns"));
            match ev.blocks(role, "inline_policy") {
                Ok(blocks) => {
                    for block in blocks {
                        // One empty block is how the provider is told to remove all inline policies.
                        if matches!(ev.block_attribute(role, &block, "policy"), Ok(Some(_))) {
                            add(PolicyCount::certain(1, block.header));
                        }
                    }
                }
                Err(_) => add(PolicyCount::OPEN),
            }
        });
        self.asked.borrow_mut().push((role.address.clone(), known_name));
        count
    }
}

/// What a block attaches policies to.
fn attached(ev: &mut Evaluator<'_>, path: &ModulePath, resource: &Rc<Resource>) -> Vec<Attached> {
    let Some((_, role, list)) = ATTACHMENTS.iter().find(|(ty, ..)| *ty == &*resource.ty) else { return Vec::new() };
    let Ok(instances) = ev.instances(path, resource) else { return vec![Attached::Any] };
    let mut found = Vec::new();
    for instance in instances {
        let header = instance.resource.block.header;
        let one = PolicyCount::certain(1, header);
        let count = list.map_or(one, |list| length(ev, &instance, list));
        match ev.attribute(&instance, role) {
            Ok(Some(evaluated)) => match evaluated.value.as_sequence() {
                Some(roles) => found.extend(roles.iter().map(|role| attached_to(role, count))),
                None if evaluated.value.is_null() => {}
                None => found.push(attached_to(&evaluated.value, count)),
            },
            Ok(None) if *role == ROLES => {}
            _ => found.push(Attached::Any),
        }
    }
    found
}

fn attached_to(role: &Value, count: PolicyCount) -> Attached {
    match (role.origin(), text_of(role)) {
        (Some(origin), _) if &*origin.resource_type == "aws_iam_role" && !origin.data => {
            Attached::Declared(origin.address.clone(), count)
        }
        (_, Some(name)) => Attached::Named(name, count),
        _ => Attached::Any,
    }
}

fn length(ev: &mut Evaluator<'_>, instance: &Instance, list: &str) -> PolicyCount {
    match ev.attribute(instance, list) {
        Ok(None) => PolicyCount::default(),
        Ok(Some(evaluated)) => match evaluated.value.as_sequence() {
            Some(elements) => PolicyCount::certain(elements.len(), evaluated.span),
            None if evaluated.value.is_null() => PolicyCount::default(),
            None => PolicyCount::OPEN,
        },
        Err(_) => PolicyCount::OPEN,
    }
}

/// Whether a call hands a role to its module, by the name of an argument or by what the argument refers to.
fn is_given_a_role(call: &ModuleCall) -> bool {
    let mut found = false;
    let mut look = |expr: &Expr| {
        found |= match &expr.kind {
            ExprKind::Variable(name) | ExprKind::GetAttr(_, name) => name.contains("role"),
            _ => false,
        };
    };
    let body: &Body = &call.block.body;
    for attribute in &body.attributes {
        walk(&attribute.expr, &mut look);
    }
    found || body.attributes.iter().any(|attribute| attribute.name.contains("role"))
}
