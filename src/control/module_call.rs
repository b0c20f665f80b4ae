//! Module calls: those that enforce the control, and those that are known by a model.

use std::rc::Rc;

use crate::report::model::{LinkKind, Status};
use crate::syntax::walk::walk;
use crate::terraform::configuration::{CallTarget, Configuration, Module, ModuleCall};
use crate::terraform::evaluator::{CallInstance, Evaluator, ModulePath, Stop};
use crate::terraform::load::source::{self, SourceAddress};

use super::judgement::{Hit, Link, Outcome};
use super::knowledge::{self, Framework};
use super::launch_template::profile_of;

const ENFORCING_HOST: &str = "compliance.tf";

/// The modules of the enforcing registry that launch instances.
const LAUNCHING: &[&str] = &["/ec2-instance/", "/autoscaling/", "/eks/"];

/// What the source of a call says about enforcement.
pub enum Enforcement {
    /// Served from the host of a framework.
    By(&'static Framework),
    /// The host names no framework; its first label.
    UnknownFramework(String),
    /// Another source, or a module that launches nothing.
    None,
}

/// Reads the source of a call.
pub fn enforcement(call: &ModuleCall) -> Enforcement {
    let SourceAddress::Registry { host, module, .. } = source::parse(&call.source) else { return Enforcement::None };
    let Some(label) = enforcing_label(&host) else { return Enforcement::None };
    match knowledge::framework(label) {
        Some(framework) if LAUNCHING.iter().any(|name| format!("/{module}/").contains(name)) => {
            Enforcement::By(framework)
        }
        Some(_) => Enforcement::None,
        None => Enforcement::UnknownFramework(label.to_owned()),
    }
}

/// `pcidss` of `pcidss.compliance.tf`; the domain alone is a label that names no framework.
fn enforcing_label(host: &str) -> Option<&str> {
    let label = host.strip_suffix(ENFORCING_HOST)?;
    if label.is_empty() { Some(ENFORCING_HOST) } else { label.strip_suffix('.') }
}

/// The version a call asks for, when its module launches instances and is known, but no release of that version is.
pub fn unknown_version(call: &ModuleCall) -> Option<String> {
    if call.target != CallTarget::Remote {
        return None;
    }
    let has = |model: &knowledge::ModuleModel, directory: &str| {
        model.launches && model.directories.iter().any(|known| known.path == directory)
    };
    match source::parse(&call.source) {
        SourceAddress::Registry { host, module, directory } if enforcing_label(&host).is_none() => {
            let model = knowledge::model_by_registry(&module)?;
            has(model, &directory).then(|| call.version.as_deref().unwrap_or("").to_owned())
        }
        SourceAddress::Git { host, repository, directory, reference } if host == "github.com" => {
            let model = knowledge::model_by_repository(&repository)?;
            has(model, &directory).then(|| reference.unwrap_or_default())
        }
        _ => None,
    }
}

/// The verdict on an instance of a call whose module enforces the control.
pub fn judge_enforced(
    ev: &mut Evaluator<'_>,
    call: &ModuleCall,
    instance: &CallInstance,
    framework: &Framework,
) -> Result<Outcome, Stop> {
    if let Some(create) = ev.call_argument(call, instance, "create")? {
        let value = create.value;
        let created = match value.as_bool() {
            Some(created) => created,
            None => !ev.require(ev.same(&value, &crate::terraform::value::Value::bool(false)))?,
        };
        if !created {
            return Ok(nothing(call, &instance.address, "create is false"));
        }
    }
    Ok(Outcome::blank(&call.block, &instance.address, "module-enforced").with("framework", framework.name.clone()))
}

/// A call that creates nothing.
pub fn nothing(call: &ModuleCall, address: &str, why: &str) -> Outcome {
    let mut outcome = Outcome::blank(&call.block, address, "created-zero").with("why", why);
    outcome.facts.creates_nothing = true;
    outcome
}

/// The model a call leads to, when that launches instances and the call itself is not inside a model.
pub fn modelled<'c>(configuration: &'c Configuration, caller: &Module, call: &ModuleCall) -> Option<&'c Rc<Module>> {
    let CallTarget::Module(key) = &call.target else { return None };
    configuration.modules.get(key).filter(|module| module.is_model && !caller.is_model && launches(module))
}

fn launches(model: &Module) -> bool {
    let name = model.key.trim_start_matches("model:").split('@').next().unwrap_or_default();
    knowledge::model_by_registry(name).is_some_and(|known| known.launches)
}

/// Whether `path` leads into what the call `name` at `at` leads to.
pub fn is_inside(path: &ModulePath, at: &ModulePath, name: &str) -> bool {
    path.len() > at.len() && path.starts_with(at) && path.get(at.len()).is_some_and(|next| &**next == name)
}

/// Says of a modelled call what was found of the worst of its subjects.
pub fn speak_for_module(call: &ModuleCall, address: &str, module: &Module, found: Outcome) -> Outcome {
    let mut outcome = Outcome { span: call.block.header, ..found };
    match outcome.status {
        Status::Pass => {
            let profile = profile_of(&outcome);
            outcome.code = "module-profile-attached";
            outcome.arguments = vec![("profile", if profile.is_empty() { named(&outcome) } else { profile })];
        }
        Status::Fail if UNSET.contains(&outcome.code) && !mentions_profile(call) => {
            outcome.code = "module-default-no-profile";
            outcome.arguments.push(("version", release(&module.key).to_owned()));
            if module.key.contains("/ec2-instance/") {
                outcome.pitfalls.push(Hit { id: "plain-module-defaults", span: call.block.header });
            }
        }
        Status::NotApplicable if outcome.code == "eks-managed-template" => {}
        Status::NotApplicable => return nothing(call, address, "the module launches nothing with these inputs"),
        _ => {}
    }
    outcome
}

/// Codes that say that no profile is set anywhere.
const UNSET: &[&str] = &[
    "profile-missing",
    "profile-null",
    "profile-empty",
    "template-without-profile",
    "template-empty-profile-block",
    "launch-configuration-without-profile",
];

fn named(outcome: &Outcome) -> String {
    let link = outcome.chain.iter().find(|link| link.kind == LinkKind::Profile);
    match link {
        Some(Link { instance: None, value: Some(name), .. }) => format!("\"{name}\""),
        Some(link) => link.address.clone(),
        None => String::new(),
    }
}

fn mentions_profile(call: &ModuleCall) -> bool {
    let mut found = call.block.body.attributes.iter().any(|attribute| attribute.name.contains("instance_profile"));
    for attribute in &call.block.body.attributes {
        walk(&attribute.expr, &mut |expr| {
            if let crate::syntax::ast::ExprKind::Object(items) = &expr.kind {
                found |= items.iter().any(|item| match &item.key {
                    crate::syntax::ast::ObjectKey::Name(name, _) => name.contains("instance_profile"),
                    crate::syntax::ast::ObjectKey::Expr(_) => false,
                });
            }
        });
    }
    found
}

/// `6.1.0` of `terraform-aws-modules/ec2-instance/aws@6.1.0//wrappers`.
fn release(key: &str) -> &str {
    let after = key.split_once('@').map_or(key, |(_, after)| after);
    after.split('/').next().unwrap_or(after)
}
