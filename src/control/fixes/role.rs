//! A profile without a usable role.

use super::blocks::{Setting, free_name};
use super::draft::Draft;
use super::references::{Reference, declared, is_for_ec2, movable};
use super::{ATTACHMENT, ROLE};
use crate::report::model::Fix;
use crate::terraform::configuration::{Module, Resource};
use crate::terraform::evaluator::Evaluator;

/// Ways to give a profile a role.
pub fn propose(ev: &Evaluator<'_>, module: &Module, profile: &Resource, code: &str) -> Vec<Fix> {
    let configuration = ev.configuration();
    let sources = &configuration.sources;
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
    let roles: Vec<&Resource> = declared(module, ROLE).filter(|role| is_for_ec2(sources, module, role)).collect();
    let namesake = roles.iter().find(|role| role.name == profile.name).or(match roles.as_slice() {
        [only] => Some(only),
        _ => None,
    });
    if let Some(role) = namesake.and_then(|role| Reference::to(sources, role, block)) {
        fixes.extend(use_role(&role));
    }
    let add = || {
        let setting = Setting::of(configuration, sources, block);
        let name = free_name(module, &[ROLE, ATTACHMENT], &profile.name);
        let role = Reference::plain(ROLE, &name).attribute("name");
        let mut draft = Draft::new(sources);
        set(&mut draft, &role)?;
        draft.append(block.header.file, &[setting.role(&name), setting.attachment(&name, &role)].join("\n"));
        draft.finish("Add a role with Session Manager access and give it to the profile")
    };
    fixes.extend(add());
    fixes
}
