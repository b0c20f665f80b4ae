//! Mending where a module is called: inputs of known modules, and variables that a caller leaves without a value.

use std::rc::Rc;

use super::draft::Draft;
use super::slot::{Slot, SlotKind, keeps_expression};
use super::stock::Scene;
use super::{Workshop, editable};
use crate::control::judgement::{Judgement, Outcome};
use crate::control::knowledge::{ProfileInputs, Release, model_by_registry, parse_release};
use crate::control::text_argument::as_variable;
use crate::report::model::Fix;
use crate::terraform::configuration::{CallTarget, Module, ModuleCall};
use crate::terraform::evaluator::Instance;

/// Ways to give the instances of a known module a profile.
pub fn propose(ev: &Scene<'_, '_>, judgement: &Judgement, call: &Rc<ModuleCall>) -> Vec<Fix> {
    let CallTarget::Module(key) = &call.target else { return Vec::new() };
    if let Some(key) = key.strip_suffix("/wrappers") {
        return in_defaults(ev, judgement, call, key);
    }
    let Some((inputs, module, release)) = inputs_of(key).filter(|_| editable(&judgement.module)) else {
        return Vec::new();
    };
    let takes = if inputs.takes == "arn" { "arn" } else { "name" };
    let mut fixes = Vec::new();
    if ev.stock(&judgement.module).profiles.len() != 1 {
        fixes.extend(create(ev, call, inputs, module, release));
    }
    let slot = slot(&judgement.module, call, &inputs.profile, takes, false);
    let ways = Workshop::new(ev, &slot).ways(None);
    fixes.extend(ways);
    if !fixes.is_empty() {
        fixes.extend(create(ev, call, inputs, module, release));
    }
    fixes
}

/// The defaults of a wrapper: they reach the items that name no profile themselves, and no other.
fn in_defaults(ev: &Scene<'_, '_>, judgement: &Judgement, call: &Rc<ModuleCall>, key: &str) -> Vec<Fix> {
    let Some((inputs, ..)) = inputs_of(key).filter(|_| editable(&judgement.module)) else { return Vec::new() };
    let slot = Slot {
        module: judgement.module.clone(),
        owner: call.block.clone(),
        owner_name: call.name.clone(),
        kind: SlotKind::Item {
            body: call.block.body.clone(),
            argument: "defaults",
            key: inputs.profile.clone(),
            takes: if inputs.takes == "arn" { "arn" } else { "name" },
        },
    };
    Workshop::new(ev, &slot).ways(None)
}

fn slot(module: &Rc<Module>, call: &ModuleCall, input: &str, takes: &'static str, keep: bool) -> Slot {
    Slot {
        module: module.clone(),
        owner: call.block.clone(),
        owner_name: call.name.clone(),
        kind: SlotKind::Argument { body: call.block.body.clone(), name: input.to_owned(), takes, keep },
    }
}

/// `model:terraform-aws-modules/ec2-instance/aws@6.1.0/wrappers`: inputs, module and release.
fn inputs_of(key: &str) -> Option<(&'static ProfileInputs, &str, Release)> {
    let (module, rest) = key.strip_prefix("model:")?.split_once('@')?;
    let (release, directory) = rest.split_once('/').unwrap_or((rest, ""));
    let release = parse_release(release)?;
    Some((model_by_registry(module)?.inputs(directory, release)?, module, release))
}

/// Lets the module make role and profile itself.
fn create(
    ev: &Scene<'_, '_>,
    call: &ModuleCall,
    inputs: &ProfileInputs,
    module: &str,
    release: Release,
) -> Option<Fix> {
    let sources = &ev.configuration().sources;
    let body = &call.block.body;
    let create = inputs.create.as_deref()?;
    let mut draft = Draft::new(sources);
    let mut lines: Vec<(&str, String)> = Vec::new();
    match body.attribute(create) {
        Some(written) => draft.replace(written.expr.span, "true"),
        None => lines.push((create, "true".to_owned())),
    }
    if let Some(name) = inputs.role_name.as_deref()
        && body.attribute(name).is_none()
    {
        lines.push((name, format!("\"{}\"", call.name)));
    }
    let width = lines.iter().map(|(name, _)| name.len()).max().unwrap_or(0);
    let mut text: Vec<String> = lines.iter().map(|(name, value)| format!("{name:width$} = {value}")).collect();
    let setting = ev.setting(&call.block);
    // The eks module attaches its own policies, and once took a list.
    if let Some(policies) = inputs.policies.as_deref()
        && body.attribute(policies).is_none()
        && !module.contains("/eks/")
    {
        let name = setting.session_manager_name();
        text.push(format!("{policies} = {{\n  {name} = \"{}\"\n}}", setting.session_manager()));
    }
    if !text.is_empty() {
        draft.add_paragraph(body, &text.join("\n"))?;
    }
    let [major, minor, patch] = release;
    draft.finish(format!("Let the module create role and instance profile ({module} {major}.{minor}.{patch})"))
}

/// For an argument that is a variable of a child module: the value that the caller leaves out.
pub fn set_variable_behind(ev: &Scene<'_, '_>, outcome: &Outcome, subject: &Instance) -> Vec<Fix> {
    let Some(deciding) = &outcome.deciding else { return Vec::new() };
    let scope = deciding.instance.scope;
    let Some(argument) = outcome.facts.argument.as_ref().filter(|argument| keeps_expression(Some(argument))) else {
        return Vec::new();
    };
    let (Some(variable), Some(call), Some(parent)) =
        (as_variable(&deciding.expr), ev.call_of(scope), ev.parent_of(scope))
    else {
        return Vec::new();
    };
    let module = ev.module(parent);
    if !editable(module) || subject.scope != scope {
        return Vec::new();
    }
    let takes = if argument.name.ends_with("arn") { "arn" } else { "name" };
    let slot = slot(module, call, variable, takes, false);
    Workshop::new(ev, &slot).ways(None)
}

/// For an argument that is an input variable of the root without a value: the demand that callers name a profile.
pub fn demand_value(ev: &Scene<'_, '_>, outcome: &Outcome) -> Option<Fix> {
    let deciding = outcome.deciding.as_ref()?;
    let name = as_variable(&deciding.expr)?;
    let module = ev.module(deciding.instance.scope);
    let declared = module.variables.get(name).filter(|_| editable(module))?;
    let given_by_nobody = ev.call_of(deciding.instance.scope).is_none();
    let body = &declared.block.body;
    if !given_by_nobody || body.attribute("nullable").is_some_and(|_| declared.nullable) {
        return None;
    }
    let nullable = if body.attribute("nullable").is_none() { "nullable = false\n\n" } else { "" };
    let mut draft = Draft::new(&ev.configuration().sources);
    draft.add_paragraph(
        body,
        &format!(
            "{nullable}validation {{\n  condition     = var.{name} != \"\"\n  \
             error_message = \"Name an instance profile.\"\n}}"
        ),
    )?;
    draft.finish(format!("Demand a value of var.{name}"))
}
