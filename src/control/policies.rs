//! What attaches policies to the roles of a configuration, in every way Terraform has for it.

use std::rc::Rc;

use crate::sorted::SortedMap;
use crate::syntax::ast::{Body, Expr, ExprKind};
use crate::syntax::walk::walk;
use crate::terraform::configuration::{CallTarget, Mode, ModuleCall};
use crate::terraform::evaluator::{Evaluator, Instance};
use crate::terraform::value::Value;
use crate::text::Span;

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

/// Attachments of a root, by the role they name.
#[derive(Debug, Default)]
pub struct PolicyIndex {
    by_address: SortedMap<Rc<str>, PolicyCount>,
    by_name: SortedMap<Rc<str>, PolicyCount>,
    /// An attachment names a role that is not known, or a module that was not read may attach policies.
    open: bool,
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

impl PolicyIndex {
    /// Finds all attachments; open inputs leave counts open.
    pub fn new(ev: &mut Evaluator<'_>) -> Self {
        let mut index = PolicyIndex::default();
        ev.quietly(|ev| {
            for (path, _, resource) in ev.resource_blocks() {
                let attachment =
                    ATTACHMENTS.iter().find(|(ty, ..)| resource.mode == Mode::Managed && *ty == &*resource.ty);
                let Some((_, role, list)) = attachment else { continue };
                let Ok(instances) = ev.instances(&path, &resource) else {
                    index.open = true;
                    continue;
                };
                for instance in instances {
                    let header = instance.resource.block.header;
                    let one = PolicyCount::certain(1, header);
                    let count = list.map_or(one, |list| length(ev, &instance, list));
                    match ev.attribute(&instance, role) {
                        Ok(Some(evaluated)) => index.add_each(&evaluated.value, count),
                        Ok(None) if *role == ROLES => {}
                        _ => index.open = true,
                    }
                }
            }
            for (_, _, call) in ev.module_calls() {
                index.open |= call.target == CallTarget::Remote && is_given_a_role(&call);
            }
        });
        index
    }

    fn add_each(&mut self, roles: &Value, count: PolicyCount) {
        match roles.as_sequence() {
            Some(roles) => roles.iter().for_each(|role| self.add(role, count)),
            None if roles.is_null() => {}
            None => self.add(roles, count),
        }
    }

    fn add(&mut self, role: &Value, count: PolicyCount) {
        let entry = match (role.origin(), text_of(role)) {
            (Some(origin), _) if &*origin.resource_type == "aws_iam_role" && !origin.data => {
                self.by_address.get_or_default(origin.address.clone())
            }
            (_, Some(name)) => self.by_name.get_or_default(name),
            _ => {
                self.open = true;
                return;
            }
        };
        entry.add(count);
    }

    /// The policies of a declared role.
    pub fn of(&self, ev: &mut Evaluator<'_>, role: &Instance) -> PolicyCount {
        let mut count = PolicyCount { maybe_more: self.open, ..PolicyCount::default() };
        let mut add = |other| count.add(other);
        add(self.by_address.get(&role.address).copied().unwrap_or_default());
        ev.quietly(|ev| {
            match ev.attribute(role, "name") {
                Ok(Some(name)) => {
                    if let Some(text) = text_of(&name.value) {
                        add(self.by_name.get(&text).copied().unwrap_or_default());
                    } else if !self.by_name.is_empty() {
                        add(PolicyCount::OPEN);
                    }
                }
                Ok(None) => {}
                Err(_) => add(PolicyCount::OPEN),
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
        count
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
