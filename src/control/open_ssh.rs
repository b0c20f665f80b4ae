//! Security groups that open port 22.

use std::rc::Rc;

use crate::sorted::SortedMap;
use crate::terraform::configuration::Mode;
use crate::terraform::evaluator::{BlockInstance, Evaluated, Evaluator, Instance};
use crate::terraform::value::{Reference, Value};
use crate::text::Span;

use super::context::Context;
use super::text_argument::text_of;

/// Security groups by address, with the rule that opens port 22.
pub type OpenGroups = SortedMap<Rc<str>, Span>;

/// What names the security groups of an instance or template.
const ARGUMENTS: [&str; 3] = ["vpc_security_group_ids", "security_groups", "security_group_names"];

/// A rule of a security group of the instance that opens port 22.
pub fn of_instance(cx: &Context<'_>, ev: &mut Evaluator<'_>, instance: &Instance) -> Option<Span> {
    ev.quietly(|ev| {
        let body = &instance.resource.block.body;
        let interfaces = ev.blocks(instance, "network_interfaces").unwrap_or_default();
        if interfaces.is_empty() && !ARGUMENTS.iter().any(|name| body.attribute(name).is_some()) {
            return None;
        }
        let open = cx.open_ssh(|| open_groups(ev));
        if open.is_empty() {
            return None;
        }
        let mut groups: Vec<Value> = Vec::new();
        for name in ARGUMENTS {
            groups.extend(ev.attribute(instance, name).ok().flatten().map(|found| found.value));
        }
        for block in interfaces {
            let found = ev.block_attribute(instance, &block, "security_groups").ok().flatten();
            groups.extend(found.map(|found| found.value));
        }
        groups.iter().find_map(|list| opened(list, open))
    })
}

/// The rule that opens one of the security groups a list of ids or names means.
fn opened(list: &Value, open: &OpenGroups) -> Option<Span> {
    let rule = |reference: &Rc<Reference>| {
        let is_managed = is_group(&reference.resource_type) && !reference.data;
        if is_managed { open.get(&reference.address).copied() } else { None }
    };
    match list.as_sequence() {
        Some(elements) => elements.iter().filter_map(Value::origin).find_map(rule),
        None => list.flowed().iter().find_map(rule),
    }
}

fn is_group(ty: &str) -> bool {
    matches!(ty, "aws_security_group" | "aws_default_security_group")
}

fn open_groups(ev: &mut Evaluator<'_>) -> OpenGroups {
    let mut open = OpenGroups::new();
    let groups = ev.all_instances(&["aws_security_group", "aws_default_security_group"], Mode::Managed);
    for group in groups {
        for block in ev.blocks(&group, "ingress").unwrap_or_default() {
            let rule = Rule {
                from: read(ev, &group, Some(&block), "from_port"),
                to: read(ev, &group, Some(&block), "to_port"),
                protocol: read(ev, &group, Some(&block), "protocol"),
                networks: any(ev, &group, Some(&block), &["cidr_blocks", "ipv6_cidr_blocks", "prefix_list_ids"]),
                groups: any(ev, &group, Some(&block), &["security_groups"]),
            };
            if rule.opens_ssh() {
                open.get_or_insert_with(group.address.clone(), || block.header);
            }
        }
    }
    for rule in ev.all_instances(&["aws_security_group_rule"], Mode::Managed) {
        if read(ev, &rule, None, "type").is_none_or(|ty| ty.as_str() != Some("ingress")) {
            continue;
        }
        let found = Rule {
            from: read(ev, &rule, None, "from_port"),
            to: read(ev, &rule, None, "to_port"),
            protocol: read(ev, &rule, None, "protocol"),
            networks: any(ev, &rule, None, &["cidr_blocks", "ipv6_cidr_blocks", "prefix_list_ids"]),
            groups: any(ev, &rule, None, &["source_security_group_id"]),
        };
        note(ev, &mut open, &rule, &found);
    }
    for rule in ev.all_instances(&["aws_vpc_security_group_ingress_rule"], Mode::Managed) {
        let found = Rule {
            from: read(ev, &rule, None, "from_port"),
            to: read(ev, &rule, None, "to_port"),
            protocol: read(ev, &rule, None, "ip_protocol"),
            networks: any(ev, &rule, None, &["cidr_ipv4", "cidr_ipv6", "prefix_list_id"]),
            groups: any(ev, &rule, None, &["referenced_security_group_id"]),
        };
        note(ev, &mut open, &rule, &found);
    }
    open
}

fn note(ev: &mut Evaluator<'_>, open: &mut OpenGroups, instance: &Instance, rule: &Rule) {
    if !rule.opens_ssh() {
        return;
    }
    let Some(group) = read(ev, instance, None, "security_group_id") else { return };
    if let Some(origin) = group.origin().filter(|origin| is_group(&origin.resource_type)) {
        open.get_or_insert_with(origin.address.clone(), || instance.resource.block.header);
    }
}

fn read(ev: &mut Evaluator<'_>, instance: &Instance, block: Option<&BlockInstance>, name: &str) -> Option<Value> {
    let found: Result<Option<Evaluated>, _> = match block {
        Some(block) => ev.block_attribute(instance, block, name),
        None => ev.attribute(instance, name),
    };
    found.ok().flatten().map(|found| found.value).filter(|value| !value.is_null())
}

/// Whether one of these arguments names a source; one whose value is not known counts.
fn any(ev: &mut Evaluator<'_>, instance: &Instance, block: Option<&BlockInstance>, names: &[&str]) -> bool {
    names.iter().any(|name| {
        let value = read(ev, instance, block, name);
        value.is_some_and(|value| value.as_sequence().is_none_or(|elements| !elements.is_empty()))
    })
}

/// An ingress rule.
struct Rule {
    from: Option<Value>,
    to: Option<Value>,
    protocol: Option<Value>,
    /// Whether it lets in address ranges.
    networks: bool,
    /// Whether it lets in other security groups.
    groups: bool,
}

impl Rule {
    fn opens_ssh(&self) -> bool {
        let Some(protocol) = self.protocol.as_ref().and_then(text_of) else { return false };
        match &*protocol.to_ascii_lowercase() {
            // All traffic among security groups is how members of a cluster talk to each other, not how people log in.
            "-1" | "all" => self.networks,
            "tcp" | "6" => {
                let port = |value: &Option<Value>| value.as_ref().and_then(text_of)?.parse::<i64>().ok();
                let (Some(from), Some(to)) = (port(&self.from), port(&self.to)) else { return false };
                (from..=to).contains(&22) && (self.networks || self.groups)
            }
            _ => false,
        }
    }
}
