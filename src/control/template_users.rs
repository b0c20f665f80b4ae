//! Who uses which launch template, so that those made for EKS managed node groups are known.

use std::cell::Cell;
use std::rc::Rc;

use crate::sorted::SortedSet;
use crate::terraform::configuration::Mode;
use crate::terraform::evaluator::{BlockInstance, Evaluator, Instance, Stop};

use super::context::Context;
use super::subject;
use super::template_reference::declared_template;
use crate::terraform::value::Reference;

/// Addresses of launch templates by the kind of their users.
#[derive(Default)]
pub struct TemplateUsers {
    was_asked: Cell<bool>,
    eks: SortedSet<Rc<str>>,
    others: SortedSet<Rc<str>>,
}

const NODE_GROUP: &str = "aws_eks_node_group";

/// Whether this is the type whose users are told from the others.
pub fn is_node_group(ty: &str) -> bool {
    ty == NODE_GROUP
}

/// Whether resources of this type use launch templates.
pub fn is_user(ty: &str) -> bool {
    is_node_group(ty) || others().any(|(other, _)| other == ty)
}

/// Users beside EKS node groups: type and the paths of nested blocks in which the template is named.
fn others() -> impl Iterator<Item = (&'static str, &'static [&'static [&'static str]])> {
    let game_servers: (&str, &[&[&str]]) = ("aws_gamelift_game_server_group", &[&["launch_template"]]);
    let subjects = subject::all().filter(|subject| !subject.templates.is_empty());
    subjects.map(|subject| (subject.name, subject.templates)).chain([game_servers])
}

impl TemplateUsers {
    /// Looks at all users; open inputs count every template they may mean.
    pub fn new(cx: &Context<'_>, ev: &mut Evaluator<'_>) -> Self {
        let mut users = TemplateUsers::default();
        ev.quietly(|ev| {
            let groups = ev.all_instances(&[NODE_GROUP], Mode::Managed);
            for group in &groups {
                collect(cx, ev, group, &["launch_template"], &mut users.eks);
            }
            if users.eks.is_empty() {
                return;
            }
            for (ty, paths) in others() {
                for user in ev.all_instances(&[ty], Mode::Managed) {
                    paths.iter().for_each(|path| collect(cx, ev, &user, path, &mut users.others));
                }
            }
        });
        users
    }

    /// Whether anything was asked since this was asked last.
    pub fn was_asked(&self) -> bool {
        self.was_asked.take()
    }

    /// Whether EKS managed node groups use a template and nobody else does.
    pub fn is_for_eks_only(&self, template: &str) -> bool {
        self.was_asked.set(true);
        self.eks.contains(template) && !self.others.contains(template)
    }
}

fn collect(cx: &Context<'_>, ev: &mut Evaluator<'_>, user: &Instance, path: &[&str], into: &mut SortedSet<Rc<str>>) {
    for block in blocks_at(ev, user, path).unwrap_or_default() {
        for key in ["id", "name", "launch_template_id", "launch_template_name"] {
            let Ok(Some(evaluated)) = ev.block_attribute(user, &block, key) else { continue };
            let value = &evaluated.value;
            match declared_template(cx, ev, value) {
                Some(template) => {
                    into.insert(template.address);
                }
                None => {
                    let is_template = |reference: &&Rc<Reference>| &*reference.resource_type == "aws_launch_template";
                    into.extend(value.flowed().iter().filter(is_template).map(|reference| reference.address.clone()));
                }
            }
        }
    }
}

/// The blocks at the end of a path of nested blocks.
pub fn blocks_at(ev: &mut Evaluator<'_>, user: &Instance, path: &[&str]) -> Result<Vec<BlockInstance>, Stop> {
    let Some((first, rest)) = path.split_first() else { return Ok(Vec::new()) };
    let mut blocks = ev.blocks(user, first)?;
    for name in rest {
        let mut inner = Vec::new();
        for block in &blocks {
            inner.extend(ev.nested_blocks(user, block, name)?);
        }
        blocks = inner;
    }
    Ok(blocks)
}
