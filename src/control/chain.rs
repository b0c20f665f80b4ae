//! The credential chain from a profile to its role and the role's policies.

use std::rc::Rc;

use crate::report::model::{LinkKind, LinkStatus};
use crate::terraform::evaluator::{Evaluated, Evaluator, Instance, Stop};
use crate::terraform::value::Value;
use crate::text::Span;

use super::context::Context;
use super::judgement::{Arguments, Link};
use super::text_argument::{TextArgument, as_instance, carries_any_text, inputs_of, is_arn, text_of};

/// The role side of a declared profile.
pub struct RoleUse {
    /// Code of the failure and the arguments of its message, when no role is reached.
    pub failure: Option<(&'static str, Arguments)>,
    /// The role as it is named in messages.
    pub role: String,
    /// Role and policies.
    pub links: Vec<Link>,
    /// The declared role, when it provably has no policy.
    pub stub: Option<Instance>,
    /// Where the role argument stands; the profile's header when it is missing.
    pub span: Span,
    /// The argument as it was read.
    pub argument: TextArgument,
}

impl Link {
    /// A link of a declared instance.
    pub fn declared(kind: LinkKind, instance: &Instance) -> Link {
        Link {
            kind,
            address: instance.address.to_string(),
            status: LinkStatus::Ok,
            value: None,
            reason: None,
            span: Some(instance.resource.block.header),
            instance: Some(instance.clone()),
        }
    }

    /// A link that is not declared here.
    pub fn outside(kind: LinkKind, address: impl Into<String>, reason: impl Into<String>) -> Link {
        Link {
            kind,
            address: address.into(),
            status: LinkStatus::Unknown,
            value: None,
            reason: Some(reason.into()),
            span: None,
            instance: None,
        }
    }

    /// The same, carrying a value.
    pub fn carrying(mut self, value: Option<String>) -> Link {
        self.value = value;
        self
    }

    /// The same, broken.
    pub fn broken(mut self, reason: impl Into<String>) -> Link {
        self.status = LinkStatus::Broken;
        self.reason = Some(reason.into());
        self
    }
}

/// Follows a declared profile to its role and the role's policies.
pub fn follow_role(cx: &Context<'_>, ev: &mut Evaluator<'_>, profile: &Instance) -> Result<RoleUse, Stop> {
    let argument = role_argument(ev, profile)?;
    let span = argument.evaluated().map_or(profile.resource.block.header, |evaluated| evaluated.span);
    let mut result = RoleUse {
        failure: None,
        role: String::new(),
        links: Vec::new(),
        stub: None,
        span,
        argument: TextArgument::Omitted,
    };
    match argument.given() {
        Some(evaluated) => follow_given_role(cx, ev, profile, evaluated, &mut result)?,
        None => {
            let arguments = vec![("profile", profile.address.to_string())];
            result.failure = Some(("profile-without-role", arguments));
            let why = match argument {
                TextArgument::Omitted => "the profile sets no role",
                TextArgument::Empty(_) => "role is an empty string",
                _ => "role is null",
            };
            result.links.push(Link { span: Some(span), ..Link::outside(LinkKind::Role, "", why).broken(why) });
        }
    }
    result.argument = argument;
    Ok(result)
}

/// The `role` argument, or the first of `roles`, which AWS provider 2.x still took.
fn role_argument(ev: &mut Evaluator<'_>, profile: &Instance) -> Result<TextArgument, Stop> {
    let argument = TextArgument::of(ev, profile, "role")?;
    if argument.given().is_some() {
        return Ok(argument);
    }
    let Some(roles) = ev.attribute(profile, "roles")? else { return Ok(argument) };
    if ev.require(ev.is_null(&roles.value))? || ev.require(ev.is_empty(&roles.value))? {
        return Ok(argument);
    }
    let Some(first) = roles.value.as_sequence().and_then(|elements| elements.first().cloned()) else {
        return Ok(TextArgument::Given(roles));
    };
    TextArgument::read(ev, Some(Evaluated { value: first, span: roles.span, expr: roles.expr }))
}

fn follow_given_role(
    cx: &Context<'_>,
    ev: &mut Evaluator<'_>,
    profile: &Instance,
    evaluated: &Evaluated,
    result: &mut RoleUse,
) -> Result<(), Stop> {
    let value = &evaluated.value;
    let text = text_of(value);
    let origin = value.origin().filter(|origin| &*origin.resource_type == "aws_iam_role");
    if let Some(origin) = origin {
        result.role = origin.address.to_string();
        if !origin.declared {
            let arguments = vec![("profile", profile.address.to_string()), ("role", origin.address.to_string())];
            result.failure = Some(("undeclared-role", arguments));
            let why = "no block declares this role";
            let link = Link::outside(LinkKind::Role, &*origin.address, why).broken(why);
            result.links.push(Link { span: Some(evaluated.span), ..link });
            return Ok(());
        }
    }
    let names_arn = value.origin().filter(|origin| origin.attribute.ends_with("arn"));
    if text.as_deref().is_some_and(is_arn) || names_arn.is_some() {
        let written = names_arn.map(|origin| format!("{}.{}", origin.address, origin.attribute));
        let given = text.map(|text| text.to_string()).or(written).unwrap_or_default();
        result.failure =
            Some(("role-arn-as-name", vec![("profile", profile.address.to_string()), ("role", given.clone())]));
        let why = "role takes the name of a role, not its ARN";
        let link = Link::outside(LinkKind::Role, given, why).broken(why);
        result.links.push(Link { span: Some(evaluated.span), ..link });
        return Ok(());
    }
    if let Some((code, target, expected)) = misplaced(cx, value) {
        let arguments =
            vec![("profile", profile.address.to_string()), ("target", target.clone()), ("expected", expected)];
        result.failure = Some((code, arguments));
        result.role.clone_from(&target);
        let why = if code == "not-a-role" { "this is not a role" } else { "this is not the name of the role" };
        let link = Link::outside(LinkKind::Role, target, why).broken(why);
        result.links.push(Link { span: Some(evaluated.span), ..link });
        return Ok(());
    }
    let declared = match origin {
        Some(origin) if !origin.data => ev.instance(&origin.address),
        _ => cx.roles.find(value).cloned(),
    };
    match declared {
        Some(role) => follow_policies(cx, ev, &role, text, result),
        None => {
            let (address, why) = match (origin, text) {
                (Some(origin), _) => (origin.address.to_string(), "the role is looked up in the account".to_owned()),
                (None, Some(text)) => (text.to_string(), "no role of this name is declared here".to_owned()),
                (None, None) => (inputs_of(value), "the name of the role is not known here".to_owned()),
            };
            result.role = address.clone();
            let looked_up = origin.and_then(|origin| ev.instance(&origin.address));
            let span = looked_up.map_or(evaluated.span, |data| data.resource.block.header);
            result.links.push(Link { span: Some(span), ..Link::outside(LinkKind::Role, address, why) });
        }
    }
    Ok(())
}

/// What stands where the name of a role belongs: the code, the reference, and what to write instead.
fn misplaced(cx: &Context<'_>, value: &Value) -> Option<(&'static str, String, String)> {
    if let Some(address) = as_instance(value) {
        let of_role = |data: &str| address.contains(&format!("{data}aws_iam_role."));
        let code = if of_role("") { "role-wrong-attribute" } else { "not-a-role" };
        return Some((code, address.to_string(), format!("{address}.name")));
    }
    let origin = value.origin()?;
    let target = || format!("{}.{}", origin.address, origin.attribute);
    if &*origin.resource_type == "aws_iam_role" {
        let names = matches!(&*origin.attribute, "name" | "id");
        return (!names).then(|| ("role-wrong-attribute", target(), format!("{}.name", origin.address)));
    }
    let may_name_a_role = origin.attribute.contains("role") || origin.resource_type.contains("role");
    if may_name_a_role || carries_any_text(origin) || cx.roles.find(value).is_some() {
        return None;
    }
    Some(("not-a-role", target(), "the name of an aws_iam_role".to_owned()))
}

fn follow_policies(
    cx: &Context<'_>,
    ev: &mut Evaluator<'_>,
    role: &Instance,
    text: Option<Rc<str>>,
    result: &mut RoleUse,
) {
    result.role = role.address.to_string();
    result.links.push(Link::declared(LinkKind::Role, role).carrying(text.map(|text| text.to_string())));
    let count = cx.policies.of(ev, role);
    let value = Some(count.certain.to_string());
    let link = if count.certain > 0 {
        Link { status: LinkStatus::Ok, reason: None, ..Link::outside(LinkKind::Policies, "", "") }
    } else if count.maybe_more {
        Link::outside(LinkKind::Policies, "", "policies may be attached where this check cannot see it")
    } else {
        result.stub = Some(role.clone());
        Link::outside(LinkKind::Policies, "", "nothing in this configuration attaches a policy to the role")
    };
    result.links.push(Link { span: count.first, ..link.carrying(value) });
}
