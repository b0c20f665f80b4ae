//! Which launch template or launch configuration somebody launches from.

use crate::report::model::{LinkKind, LinkStatus, Status};
use crate::terraform::evaluator::{BlockInstance, Evaluated, Evaluator, Instance, Stop};
use crate::terraform::value::{Reference, Value};
use crate::text::Span;

use super::context::Context;
use super::judgement::{Facts, Hit, Link, Outcome, TemplateUse};
use super::text_argument::{carries_any_text, inputs_of, text_of};
use super::{knowledge, launch_configuration, launch_template};

/// What a reference to a template leads to.
pub enum Target {
    /// A launch template of this configuration.
    Template(Instance),
    /// A launch configuration of this configuration.
    Configuration(Instance),
    /// A reference to something no block declares.
    Undeclared(String, Span),
    /// A reference to something that nobody can launch from.
    Misplaced(String, Span),
    /// Something that is not in the given files.
    Outside(String, Span),
}

/// A data source that looks up what another one found, and so on: more of them are not followed.
const MOST_LOOKUPS: usize = 4;

/// Names of the arguments by which a block refers to a launch template.
pub struct Keys {
    /// Takes the id.
    pub id: &'static str,
    /// Takes the name.
    pub name: &'static str,
}

/// `id` and `name`.
pub const SHORT: Keys = Keys { id: "id", name: "name" };
/// `launch_template_id` and `launch_template_name`.
pub const LONG: Keys = Keys { id: "launch_template_id", name: "launch_template_name" };

/// The template a block refers to; `None` when it names none.
pub fn of_block(
    cx: &Context<'_>,
    ev: &mut Evaluator<'_>,
    user: &Instance,
    block: &BlockInstance,
    keys: &Keys,
) -> Result<Option<Target>, Stop> {
    for (key, attribute) in [(keys.id, "id"), (keys.name, "name")] {
        let Some(evaluated) = ev.block_attribute(user, block, key)? else { continue };
        if is_set(&evaluated) {
            return Ok(Some(template(cx, ev, &evaluated, attribute)));
        }
    }
    Ok(None)
}

/// Whether something is known to be given, or may be: nobody names a template by a null on purpose.
pub fn is_set(evaluated: &Evaluated) -> bool {
    !evaluated.value.is_null() && evaluated.value.as_str() != Some("")
}

fn template(cx: &Context<'_>, ev: &mut Evaluator<'_>, evaluated: &Evaluated, attribute: &str) -> Target {
    if let Some(origin) = evaluated.value.origin() {
        if &*origin.resource_type == "aws_launch_template" && !origin.data {
            return declared(ev, origin, &[attribute], evaluated.span, Target::Template);
        }
        return match declared_template(cx, ev, &evaluated.value) {
            Some(found) => Target::Template(found),
            None => elsewhere_or_misplaced(origin, evaluated.span),
        };
    }
    match cx.templates.find(&evaluated.value) {
        Some(found) => Target::Template(found.clone()),
        None => Target::Outside(description(evaluated), evaluated.span),
    }
}

/// The launch template of this configuration that an id or a name belongs to, also where a data source looks it up.
pub fn declared_template(cx: &Context<'_>, ev: &mut Evaluator<'_>, value: &Value) -> Option<Instance> {
    let mut value = value.clone();
    for _ in 0..MOST_LOOKUPS {
        let origin = value.origin().filter(|origin| &*origin.resource_type == "aws_launch_template").cloned();
        let Some(origin) = origin else { break };
        if !origin.data {
            return ev.instance(&origin.address);
        }
        if let Some(found) = cx.templates.find(&value) {
            return Some(found.clone());
        }
        let data = ev.instance(&origin.address)?;
        let asked = |ev: &mut Evaluator<'_>, name: &str| ev.attribute(&data, name).ok().flatten();
        value = ev.quietly(|ev| asked(ev, "id").or_else(|| asked(ev, "name")))?.value;
    }
    cx.templates.find(&value).cloned()
}

/// The launch configuration an argument refers to.
pub fn configuration(cx: &Context<'_>, ev: &mut Evaluator<'_>, evaluated: &Evaluated) -> Target {
    match evaluated.value.origin() {
        Some(origin) if &*origin.resource_type == "aws_launch_configuration" && !origin.data => {
            declared(ev, origin, &["id", "name"], evaluated.span, Target::Configuration)
        }
        origin => match cx.configurations.find(&evaluated.value) {
            Some(found) => Target::Configuration(found.clone()),
            None => match origin {
                Some(origin) => elsewhere_or_misplaced(origin, evaluated.span),
                None => Target::Outside(description(evaluated), evaluated.span),
            },
        },
    }
}

/// What a reference is to that must end in one of these attributes; AWS finds nothing by another, as the ARN.
fn declared(
    ev: &mut Evaluator<'_>,
    origin: &Reference,
    attributes: &[&str],
    span: Span,
    found: fn(Instance) -> Target,
) -> Target {
    if !origin.declared {
        return Target::Undeclared(origin.address.to_string(), span);
    }
    if !attributes.contains(&&*origin.attribute) {
        return Target::Misplaced(format!("{}.{}", origin.address, origin.attribute), span);
    }
    match ev.instance(&origin.address) {
        Some(instance) => found(instance),
        None => Target::Undeclared(origin.address.to_string(), span),
    }
}

/// A resource of another type names nothing to launch from, unless one of its arguments is about that.
fn elsewhere_or_misplaced(origin: &Reference, span: Span) -> Target {
    match origin.data || origin.attribute.contains("launch") || carries_any_text(origin) {
        true => Target::Outside(origin.address.to_string(), span),
        false => Target::Misplaced(format!("{}.{}", origin.address, origin.attribute), span),
    }
}

fn description(evaluated: &Evaluated) -> String {
    text_of(&evaluated.value).map_or_else(|| inputs_of(&evaluated.value), |text| text.to_string())
}

impl Target {
    /// What whoever launches from it gets; the chain begins with the template.
    pub fn judge(&self, cx: &Context<'_>, ev: &mut Evaluator<'_>) -> Result<Outcome, Stop> {
        match self {
            Target::Template(instance) => launch_template::judge_template(cx, ev, instance),
            Target::Configuration(instance) => launch_configuration::judge(cx, ev, instance),
            Target::Undeclared(address, span) => {
                Ok(elsewhere(address, *span, "undeclared-template", "no block declares this template"))
            }
            Target::Misplaced(address, span) => {
                Ok(elsewhere(address, *span, "not-a-template", "nothing can be launched from this"))
            }
            Target::Outside(address, span) => {
                Ok(elsewhere(address, *span, "template-unknown", "the template is not in the given files"))
            }
        }
    }

    /// The pitfall of launching from a default version that stays behind.
    pub fn default_version(&self, ev: &mut Evaluator<'_>, user: &Instance, block: &BlockInstance) -> Option<Hit> {
        let Target::Template(template) = self else { return None };
        ev.quietly(|ev| {
            let mut span = block.header;
            if let Some(version) = ev.block_attribute(user, block, "version").ok()? {
                let by_reference = version.value.origin().is_some_and(|origin| {
                    &*origin.resource_type == "aws_launch_template" && &*origin.attribute == "default_version"
                });
                if !by_reference && !version.value.is_null() && !matches!(version.value.as_str(), Some("" | "$Default"))
                {
                    return None;
                }
                span = version.span;
            }
            let mut sets = |name: &str| match ev.attribute(template, name) {
                Ok(Some(evaluated)) => !evaluated.value.is_null() && evaluated.value.as_bool() != Some(false),
                Ok(None) => false,
                Err(_) => true,
            };
            (!sets("update_default_version") && !sets("default_version"))
                .then_some(Hit { id: "default-template-version", span })
        })
    }
}

fn elsewhere(address: &str, span: Span, code: &'static str, why: &str) -> Outcome {
    let status = knowledge::status(code);
    let mut link = Link::outside(LinkKind::LaunchTemplate, address, why);
    if status == Status::Fail {
        link.status = LinkStatus::Broken;
    }
    Outcome {
        status,
        code,
        arguments: vec![("template", address.to_owned())],
        span,
        chain: vec![Link { span: Some(span), ..link }],
        deciding: None,
        pitfalls: Vec::new(),
        facts: Facts {
            template: Some(TemplateUse { address: address.to_owned(), instance: None, has_profile: None }),
            ..Facts::default()
        },
    }
}
