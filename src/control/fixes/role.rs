//! A profile without a usable role.

use std::rc::Rc;

use super::draft::Draft;
use super::references::{Reference, movable};
use super::stock::Scene;
use super::{ATTACHMENT, ROLE};
use crate::report::model::Fix;
use crate::terraform::configuration::{Module, Resource};

/// Ways to give a profile a role.
pub fn propose(ev: &Scene<'_, '_>, module: &Rc<Module>, profile: &Resource, code: &str) -> Vec<Fix> {
    let sources = &ev.configuration().sources;
    let block = &profile.block;
    let written = block.body.attribute("role");
    let set = |draft: &mut Draft<'_>, value: &str| match written {
        Some(written) => {
            draft.replace(written.expr.span, value);
            Some(())
        }
        None => draft.add_argument(&block.body, "role", value),
    };
    let use_role = |role: &Reference| {
        let mut draft = Draft::new(sources);
        set(&mut draft, &role.attribute("name"))?;
        draft.finish(format!("Set role to {}", role.text()))
    };
    let mut fixes = Vec::new();
    if matches!(code, "role-arn-as-name" | "role-wrong-attribute")
        && let Some(role) = written.and_then(|written| movable(sources, &written.expr))
    {
        fixes.extend(use_role(&role));
    }
    let stock = ev.stock(module);
    let namesake = stock.roles.iter().find(|role| role.name == profile.name).or(match stock.roles.as_slice() {
        [only] => Some(only),
        _ => None,
    });
    if let Some(role) = namesake.and_then(|role| Reference::to(sources, role, block)) {
        fixes.extend(use_role(&role));
    }
    let add = || {
        let setting = ev.setting(block);
        let name = stock.free_name(&[ROLE, ATTACHMENT], &profile.name);
        let role = Reference::plain(ROLE, &name).attribute("name");
        let mut draft = Draft::new(sources);
        set(&mut draft, &role)?;
        draft.append(block.header.file, &[setting.role(&name), setting.attachment(&name, &role)].join("\n"));
        draft.finish("Add a role with Session Manager access and give it to the profile")
    };
    fixes.extend(add());
    fixes
}
