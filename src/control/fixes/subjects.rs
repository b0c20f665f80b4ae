//! What to mend, by kind of subject and reason.

use std::rc::Rc;

use super::draft::Draft;
use super::references::Reference;
use super::slot::{Slot, SlotKind, keeps_expression};
use super::stock::Scene;
use super::{PROFILE, Workshop, calls, editable, form, role, swap_attribute};
use crate::control::judgement::{Judgement, Outcome, Subject};
use crate::control::subject::{ProfilePlace, subject_type};
use crate::report::model::{Fix, LinkKind, Status};
use crate::syntax::ast::Attribute;
use crate::terraform::configuration::{Module, Resource};
use crate::terraform::evaluator::Instance;
use crate::text::Span;

/// Ways to mend a failing subject.
pub fn propose(ev: &Scene<'_, '_>, judgement: &Judgement) -> Vec<Fix> {
    let failing = judgement.cases.iter().find(|case| case.outcome.status == Status::Fail);
    let outcome = failing.map_or(&judgement.outcome, |case| &case.outcome);
    if is_about_role(outcome.code) {
        return about_role(ev, judgement, outcome);
    }
    let (resource, instance) = match &judgement.subject {
        Subject::Call(call) => return calls::propose(ev, judgement, call),
        Subject::Resource { resource, instance } => (resource, instance),
    };
    if outcome.code == "wrong-attribute"
        && let Some(fix) = other_attribute(ev, outcome)
    {
        return vec![fix];
    }
    let template = outcome.facts.template.as_ref().and_then(|template| template.instance.as_ref());
    let (module, written) = match template {
        Some(template) => (ev.module(template.scope).clone(), &template.resource),
        None => (judgement.module.clone(), resource),
    };
    if let Some(fix) = form::propose(ev, &module, written, outcome) {
        return vec![fix];
    }
    let mut fixes = match instance {
        Some(instance) => calls::set_variable_behind(ev, outcome, instance),
        None => Vec::new(),
    };
    if judgement.outcome.status == Status::Conditional {
        fixes.extend(calls::demand_value(ev, outcome));
    }
    let Some(subject) = subject_type(&resource.ty) else { return fixes };
    fixes.extend(match (subject.profile, template) {
        (ProfilePlace::Argument, _) => in_argument(ev, &judgement.module, resource, outcome),
        (ProfilePlace::Block, _) => in_template(ev, &judgement.module, resource, outcome),
        (_, Some(template)) => behind_group(ev, template, outcome),
        (ProfilePlace::Specification, None) => in_specification(ev, &judgement.module, resource, outcome),
        (ProfilePlace::Group, None) => launch_from_template(ev, &judgement.module, resource).into_iter().collect(),
        (ProfilePlace::Service, None) => in_service(ev, &judgement.module, resource, outcome),
        (ProfilePlace::Templates | ProfilePlace::Itself, None) => Vec::new(),
    });
    fixes
}

/// The attribute that the argument takes, in place of the one that is there or is missing.
fn other_attribute(ev: &Scene<'_, '_>, outcome: &Outcome) -> Option<Fix> {
    let sources = &ev.configuration().sources;
    let given = |name: &str| outcome.arguments.iter().find(|(known, _)| *known == name).map(|(_, value)| value);
    let (target, expected) = (given("target")?, given("expected")?);
    let (stem, to) = expected.rsplit_once('.')?;
    if stem == target {
        let whole = &outcome.deciding.as_ref()?.expr;
        let text = format!("{}.{to}", sources.slice(whole.span));
        let mut draft = Draft::new(sources);
        draft.replace(whole.span, &*text);
        return draft.finish(format!("Use {text}"));
    }
    swap_attribute(sources, outcome, target.rsplit_once('.')?.1, to)
}

fn is_about_role(code: &str) -> bool {
    let misplaced = matches!(code, "role-arn-as-name" | "role-wrong-attribute" | "not-a-role");
    misplaced || matches!(code, "profile-without-role" | "undeclared-role")
}

fn about_role(ev: &Scene<'_, '_>, judgement: &Judgement, outcome: &Outcome) -> Vec<Fix> {
    if let Subject::Resource { resource, .. } = &judgement.subject
        && &*resource.ty == PROFILE
    {
        return if editable(&judgement.module) {
            role::propose(ev, &judgement.module, resource, outcome.code)
        } else {
            Vec::new()
        };
    }
    let profile = outcome.chain.iter().find(|link| link.kind == LinkKind::Profile);
    let Some(profile) = profile.and_then(|link| link.instance.as_ref()) else { return Vec::new() };
    let module = ev.module(profile.scope);
    if editable(module) { role::propose(ev, module, &profile.resource, outcome.code) } else { Vec::new() }
}

/// The subject's own `iam_instance_profile`.
fn in_argument(ev: &Scene<'_, '_>, module: &Rc<Module>, resource: &Rc<Resource>, outcome: &Outcome) -> Vec<Fix> {
    if !editable(module) {
        return Vec::new();
    }
    let keep = keeps_expression(outcome.facts.argument.as_ref());
    let slot = |keep| Slot {
        module: module.clone(),
        owner: resource.block.clone(),
        owner_name: resource.name.clone(),
        kind: SlotKind::Argument {
            body: resource.block.body.clone(),
            name: "iam_instance_profile".to_owned(),
            takes: "name",
            keep,
        },
    };
    Workshop::new(ev, &slot(keep)).ways(profile_of_template(ev, module, resource, outcome))
}

/// The profile that the template carries, when this module can name it.
fn profile_of_template(
    ev: &Scene<'_, '_>,
    module: &Rc<Module>,
    resource: &Resource,
    outcome: &Outcome,
) -> Option<Reference> {
    outcome.facts.template.as_ref()?;
    let profile = outcome.chain.iter().find(|link| link.kind == LinkKind::Profile)?.instance.as_ref()?;
    let here = Rc::ptr_eq(ev.module(profile.scope), module) && &*profile.resource.ty == PROFILE;
    here.then(|| Reference::to(&ev.configuration().sources, &profile.resource, &resource.block)).flatten()
}

/// The template or launch configuration that a group or fleet launches from.
fn behind_group(ev: &Scene<'_, '_>, template: &Instance, outcome: &Outcome) -> Vec<Fix> {
    let module = ev.module(template.scope).clone();
    match &*template.resource.ty {
        "aws_launch_configuration" => in_argument(ev, &module, &template.resource, outcome),
        _ => in_template(ev, &module, &template.resource, outcome),
    }
}

/// The block of a launch template.
fn in_template(ev: &Scene<'_, '_>, module: &Rc<Module>, template: &Rc<Resource>, outcome: &Outcome) -> Vec<Fix> {
    if !editable(module) {
        return Vec::new();
    }
    let body = &template.block.body;
    let blocks = body.nested("iam_instance_profile");
    let dynamic = body.blocks("dynamic").find(|block| block.label(0) == "iam_instance_profile");
    let kind = match (blocks.first(), dynamic) {
        (Some(block), _) if outcome.code == "template-name-and-arn" => return keep_one(ev, block),
        (Some(block), _) => {
            let (name, takes) = match (block.body.attribute("name"), block.body.attribute("arn")) {
                (None, Some(_)) => ("arn", "arn"),
                _ => ("name", "name"),
            };
            let keep = keeps_expression(outcome.facts.argument.as_ref());
            SlotKind::Argument { body: block.body.clone(), name: name.to_owned(), takes, keep }
        }
        (None, Some(dynamic)) => {
            SlotKind::Dynamic { block: dynamic.clone(), empty: outcome.code == "template-empty-profile-block" }
        }
        (None, None) => SlotKind::Block {
            title: "iam_instance_profile",
            opening: "iam_instance_profile {\n  name = ",
            takes: "name",
        },
    };
    let slot = Slot { module: module.clone(), owner: template.block.clone(), owner_name: template.name.clone(), kind };
    Workshop::new(ev, &slot).ways(profile_of_override(ev, module, template, outcome))
}

/// When an override's template carries a profile and the base does not, the base is meant to have it as well.
fn profile_of_override(
    ev: &Scene<'_, '_>,
    module: &Rc<Module>,
    base: &Resource,
    outcome: &Outcome,
) -> Option<Reference> {
    if !outcome.pitfalls.iter().any(|hit| hit.id == "launch-template-override") {
        return None;
    }
    let sources = &ev.configuration().sources;
    let templates = super::declared(module, "aws_launch_template").filter(|other| other.name != base.name);
    let mut profiles = templates.filter_map(|other| {
        let blocks = other.block.body.nested("iam_instance_profile");
        let body = &blocks.first()?.body;
        let written = body.attribute("name").or_else(|| body.attribute("arn"))?;
        super::movable(sources, &written.expr).filter(|profile| profile.text().starts_with(PROFILE))
    });
    let first = profiles.next()?;
    profiles.all(|other| other == first).then_some(first)
}

/// Both `name` and `arn` are set: one of them goes.
fn keep_one(ev: &Scene<'_, '_>, block: &crate::syntax::ast::Block) -> Vec<Fix> {
    let (Some(name), Some(arn)) = (block.body.attribute("name"), block.body.attribute("arn")) else {
        return Vec::new();
    };
    let drop = |dropped: &Attribute, kept: &Attribute, title: &str| {
        let mut draft = Draft::new(&ev.configuration().sources);
        draft.delete_lines(dropped);
        // The equals sign was aligned with that of the other.
        let gap = Span::new(kept.span.file, kept.name_span.end as usize, kept.expr.span.start as usize);
        draft.replace(gap, " = ");
        draft.finish(title)
    };
    let fixes = [drop(arn, name, "Keep name and drop arn"), drop(name, arn, "Keep arn and drop name")];
    fixes.into_iter().flatten().collect()
}

/// The launch specification of a spot fleet that names no profile.
fn in_specification(ev: &Scene<'_, '_>, module: &Rc<Module>, resource: &Rc<Resource>, outcome: &Outcome) -> Vec<Fix> {
    let Some(argument) = outcome.facts.argument.as_ref().filter(|_| editable(module)) else { return Vec::new() };
    let Some(block) = &argument.block else { return Vec::new() };
    let takes = if argument.name.ends_with("_arn") { "arn" } else { "name" };
    let kind = SlotKind::Argument {
        body: (*block.body).clone(),
        name: argument.name.to_owned(),
        takes,
        keep: keeps_expression(Some(argument)),
    };
    let slot = Slot { module: module.clone(), owner: resource.block.clone(), owner_name: resource.name.clone(), kind };
    Workshop::new(ev, &slot).ways(None)
}

/// A group that names nothing to launch from: the only template of its module.
fn launch_from_template(ev: &Scene<'_, '_>, module: &Rc<Module>, group: &Resource) -> Option<Fix> {
    let body = &group.block.body;
    let launches = ["launch_template", "mixed_instances_policy"].iter().any(|name| !body.nested(name).is_empty());
    if launches || body.attribute("launch_configuration").is_some() || !editable(module) {
        return None;
    }
    let sources = &ev.configuration().sources;
    let mut templates = super::declared(module, "aws_launch_template");
    let (Some(only), None) = (templates.next(), templates.next()) else { return None };
    let template = Reference::to(sources, only, &group.block)?;
    let (id, version) = (template.attribute("id"), template.attribute("latest_version"));
    let mut draft = Draft::new(sources);
    draft.add_paragraph(body, &format!("launch_template {{\n  id      = {id}\n  version = {version}\n}}"))?;
    draft.finish(format!("Launch from {}", template.text()))
}

/// The argument of a service that launches instances, or the block that is to hold it.
fn in_service(ev: &Scene<'_, '_>, module: &Rc<Module>, resource: &Rc<Resource>, outcome: &Outcome) -> Vec<Fix> {
    let Some(argument) = outcome.facts.argument.as_ref().filter(|_| editable(module)) else { return Vec::new() };
    let body = match &argument.block {
        Some(block) => (*block.body).clone(),
        None => resource.block.body.clone(),
    };
    let kind = match (argument.name, &argument.block) {
        ("instance_profile", None) => SlotKind::Block {
            title: "instance_profile",
            opening: "ec2_attributes {\n  instance_profile = ",
            takes: "arn",
        },
        ("IamInstanceProfile", _) => SlotKind::Block {
            title: "IamInstanceProfile",
            opening: "setting {\n  namespace = \"aws:autoscaling:launchconfiguration\"\n  \
                      name      = \"IamInstanceProfile\"\n  value     = ",
            takes: "name",
        },
        (name, _) => SlotKind::Argument {
            body,
            name: name.to_owned(),
            takes: if matches!(name, "value" | "instance_profile_name") { "name" } else { "arn" },
            keep: keeps_expression(Some(argument)),
        },
    };
    let slot = Slot { module: module.clone(), owner: resource.block.clone(), owner_name: resource.name.clone(), kind };
    Workshop::new(ev, &slot).ways_with_what_is_there(None)
}
