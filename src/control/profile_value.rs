//! What the value of a profile argument leads to: a declared profile and its role, one from outside, or something that
//! is no profile.

use std::rc::Rc;

use crate::report::model::{LinkKind, LinkStatus, Status};
use crate::terraform::configuration::Mode;
use crate::terraform::evaluator::{Evaluated, Evaluator, Instance, Stop};
use crate::terraform::term::Term;
use crate::terraform::value::{Kind, Reference};

use super::chain::follow_role;
use super::context::Context;
use super::judgement::{Arguments, Hit, Link};
use super::knowledge;
use super::text_argument::{as_instance, as_variable, carries_any_text, inputs_of, is_arn, open_template, text_of};

/// What an argument takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Takes {
    /// The name of a profile; the AWS provider sends whatever stands there as a name.
    Name,
    /// An ARN, and nothing else.
    Arn,
    /// Either.
    Either,
}

/// A profile argument that is neither null nor empty, followed to its end.
pub struct ProfileUse {
    /// Reason code; its status is the verdict.
    pub code: &'static str,
    /// For its message.
    pub arguments: Arguments,
    /// Profile, role, policies.
    pub links: Vec<Link>,
    /// Traps.
    pub pitfalls: Vec<Hit>,
    /// The profile as it is named in messages.
    pub profile: String,
    /// A role that stands where a profile belongs.
    pub role_as_profile: Option<Instance>,
    /// The declared profile, when it has no usable role.
    pub without_role: Option<Rc<str>>,
}

impl ProfileUse {
    /// The verdict.
    pub fn status(&self) -> Status {
        knowledge::status(self.code)
    }
}

/// Follows a value of `argument` (of `user`, or of a block in it).
pub fn resolve(
    cx: &Context<'_>,
    ev: &mut Evaluator<'_>,
    argument: &'static str,
    takes: Takes,
    given: &Evaluated,
) -> Result<ProfileUse, Stop> {
    let mut search = Search { cx, ev, argument, takes, given };
    let whole = as_instance(&given.value).and_then(|address| search.ev.instance(address)).map(|instance| {
        Rc::new(Reference {
            address: instance.address,
            resource_type: instance.resource.ty.clone(),
            data: instance.resource.mode == Mode::Data,
            declared: true,
            attribute: "".into(),
        })
    });
    let found = match given.value.origin().cloned().or(whole).filter(|origin| !carries_any_text(origin)) {
        Some(origin) => search.reference(&origin)?,
        None => search.text()?,
    };
    Ok(search.restrict_to_allowed(found))
}

struct Search<'s, 'a, 'e> {
    cx: &'s Context<'a>,
    ev: &'s mut Evaluator<'e>,
    argument: &'static str,
    takes: Takes,
    given: &'s Evaluated,
}

impl Search<'_, '_, '_> {
    fn reference(&mut self, origin: &Reference) -> Result<ProfileUse, Stop> {
        let address = &*origin.address;
        match &*origin.resource_type {
            "aws_iam_instance_profile" => self.profile_reference(origin),
            "aws_iam_instance_profiles" if origin.data => Ok(self.looked_up(address)),
            "aws_iam_role" => self.role_reference(origin),
            _ if origin.attribute.contains("instance_profile") => {
                let why = format!("{} is only known after apply", target(origin));
                Ok(self.outcome("value-unknown", vec![("why", why)], target(origin)))
            }
            _ => {
                if let Some(declared) = self.cx.profiles.find(&self.given.value) {
                    return self.declared(declared);
                }
                let arguments = vec![("target", target(origin))];
                let link = self.broken_link(address, "this is not an instance profile");
                Ok(ProfileUse { links: vec![link], ..self.outcome("not-a-profile", arguments, address.to_owned()) })
            }
        }
    }

    fn profile_reference(&mut self, origin: &Reference) -> Result<ProfileUse, Stop> {
        let address = &*origin.address;
        if !origin.declared {
            let link = self.broken_link(address, "no block declares this profile");
            let failed = self.outcome("undeclared-profile", vec![("profile", address.to_owned())], address.to_owned());
            return Ok(ProfileUse { links: vec![link], ..failed });
        }
        // The id of the data source is the unique id; that of the resource is the name.
        let names = match &*origin.attribute {
            "name" => true,
            "id" => !origin.data,
            "arn" => true,
            _ => false,
        };
        let is_arn = &*origin.attribute == "arn";
        if !names || (self.takes == Takes::Arn && !is_arn) {
            let expected = if self.takes == Takes::Arn { "arn" } else { "name" };
            let arguments = vec![("target", target(origin)), ("expected", format!("{address}.{expected}"))];
            let link = self.broken_link(address, format!("{} does not name the profile", target(origin)));
            return Ok(ProfileUse {
                links: vec![link],
                ..self.outcome("wrong-attribute", arguments, address.to_owned())
            });
        }
        let mut found = if origin.data {
            match self.cx.profiles.find(&self.given.value) {
                Some(declared) => self.declared(declared)?,
                None => self.looked_up(address),
            }
        } else {
            match self.ev.instance(address) {
                Some(declared) => self.declared(&declared)?,
                None => {
                    let link = self.broken_link(address, "no such instance is created");
                    let arguments = vec![("profile", address.to_owned())];
                    let failed = self.outcome("profile-instance-missing", arguments, address.to_owned());
                    ProfileUse { links: vec![link], ..failed }
                }
            }
        };
        if is_arn {
            self.note_arn(&mut found);
        }
        Ok(found)
    }

    fn role_reference(&mut self, origin: &Reference) -> Result<ProfileUse, Stop> {
        let names_it = matches!(&*origin.attribute, "name" | "id");
        if names_it && let Some(declared) = self.cx.profiles.find(&self.given.value) {
            return self.declared(declared);
        }
        let mut link = self.broken_link(&*origin.address, "a role is not an instance profile");
        link.kind = LinkKind::Role;
        let role = if origin.data { None } else { self.ev.instance(&origin.address) };
        link.instance = role.clone();
        if let Some(role) = &role {
            link.span = Some(role.resource.block.header);
        }
        let failed = self.outcome(
            "role-without-profile",
            vec![("role", origin.address.to_string())],
            origin.address.to_string(),
        );
        Ok(ProfileUse {
            links: vec![link],
            pitfalls: vec![Hit { id: "role-without-profile", span: self.given.span }],
            role_as_profile: role,
            ..failed
        })
    }

    fn text(&mut self) -> Result<ProfileUse, Stop> {
        let value = &self.given.value;
        let begins_enough = |text: &Rc<str>| {
            let start = text.split("${").next().unwrap_or("");
            is_arn(start) || self.takes == Takes::Arn && !"arn:".starts_with(start)
        };
        let shown = text_of(value).or_else(|| open_template(value).filter(begins_enough));
        let Some(text) = shown else { return self.unknown_text() };
        if is_unique_id(&text) {
            let link = self.broken_link(&*text, "this is the unique id of a profile");
            let failed = self.outcome("profile-unique-id", vec![("value", text.to_string())], text.to_string());
            return Ok(ProfileUse { links: vec![link], ..failed });
        }
        let mut name = &*text;
        if is_arn(&text) {
            if text.contains(":role/") {
                let mut link = self.broken_link(&*text, "a role is not an instance profile");
                link.kind = LinkKind::Role;
                let failed = self.outcome("role-without-profile", vec![("role", text.to_string())], text.to_string());
                let pitfalls = vec![Hit { id: "role-without-profile", span: self.given.span }];
                return Ok(ProfileUse { links: vec![link], pitfalls, ..failed });
            }
            if !text.contains(":instance-profile/") && !text.contains("${") {
                let target = format!("\"{text}\"");
                let link = self.broken_link(&*text, "this is not an instance profile");
                let failed = self.outcome("not-a-profile", vec![("target", target.clone())], target);
                return Ok(ProfileUse { links: vec![link], ..failed });
            }
            name = text.rsplit('/').next().unwrap_or(name);
        } else if self.takes == Takes::Arn {
            let link = self.broken_link(&*text, "arn takes an ARN");
            let failed = self.outcome("profile-arn-invalid", vec![("value", text.to_string())], text.to_string());
            return Ok(ProfileUse { links: vec![link], ..failed });
        }
        let sensitive = value.meta.as_ref().is_some_and(|meta| meta.sensitive);
        let mut found = match self.cx.profiles.find_text(name) {
            Some(declared) => self.declared(declared)?,
            None => match self.other_attribute_of_profile(name) {
                Some(attribute) => self.profile_reference(&attribute)?,
                None => self.outside(if sensitive { "(sensitive value)" } else { &text }),
            },
        };
        if is_arn(&text) {
            self.note_arn(&mut found);
        }
        Ok(found)
    }

    /// The attribute of a declared profile that a text was read from, where it is none that names the profile.
    fn other_attribute_of_profile(&mut self, text: &str) -> Option<Rc<Reference>> {
        let is_other = |reference: &&Rc<Reference>| {
            &*reference.resource_type == "aws_iam_instance_profile"
                && !reference.data
                && !matches!(&*reference.attribute, "name" | "id" | "arn")
        };
        let read = self.given.value.flowed().iter().filter(is_other).cloned().collect::<Vec<_>>();
        read.into_iter().find(|reference| {
            let Some(profile) = self.ev.instance(&reference.address) else { return false };
            let value = self.ev.quietly(|ev| ev.attribute(&profile, &reference.attribute));
            value.ok().flatten().and_then(|evaluated| text_of(&evaluated.value)).is_some_and(|other| *other == *text)
        })
    }

    fn outside(&self, text: &str) -> ProfileUse {
        let link = self.written(text, "no profile of this name is declared here");
        let found = match as_variable(&self.given.expr) {
            Some(variable) => {
                let arguments = vec![("input", format!("var.{variable}")), ("value", format!("\"{text}\""))];
                self.outcome("profile-from-input", arguments, format!("\"{text}\""))
            }
            None => self.outcome("profile-name-literal", vec![("value", text.to_owned())], format!("\"{text}\"")),
        };
        let known = text_of(&self.given.value).map(|_| text.to_owned());
        ProfileUse { links: vec![link.carrying(known)], ..found }
    }

    fn unknown_text(&mut self) -> Result<ProfileUse, Stop> {
        let value = &self.given.value;
        if !matches!(value.kind, Kind::Unknown(_)) {
            let target = format!("a value of type {}", value.ty().friendly_name());
            let link = self.broken_link("", "this is not text");
            let failed = self.outcome("not-a-profile", vec![("target", target.clone())], target);
            return Ok(ProfileUse { links: vec![link], ..failed });
        }
        if let Some(declared) = self.cx.profiles.find(value) {
            return self.declared(declared);
        }
        let inputs = inputs_of(value);
        let term: Option<&Rc<Term>> = value.as_unknown().and_then(|unknown| unknown.term.as_ref());
        if let Some(condition) = term.and_then(|term| self.choice_that_matters(term, true)) {
            // Either name is a name; here it matters which of them it is.
            return Err(Stop::Split(condition));
        }
        // A name made of pieces is none of them, wherever they come from.
        let is_made = value.as_unknown().is_some_and(|unknown| unknown.not_null && unknown.not_empty)
            && term.is_some_and(|term| term.is_made_of_pieces());
        let is_settled = is_made || term.is_some_and(|term| term.is_settled_before_apply());
        // A text picked from several, some of them declared profiles, may be one of those.
        if is_settled && !term.is_some_and(|term| self.cx.profiles.is_in_literal(term)) {
            let arguments = vec![("input", inputs.clone()), ("value", "a name that is never empty".to_owned())];
            let link = self.written(inputs.clone(), "the name is given as an input");
            return Ok(ProfileUse { links: vec![link], ..self.outcome("profile-from-input", arguments, inputs) });
        }
        let why = format!("the value of {} depends on {inputs}", self.argument);
        let link = self.written("", why.clone());
        Ok(ProfileUse { links: vec![link], ..self.outcome("value-unknown", vec![("why", why)], inputs) })
    }

    /// The condition that chooses between literal names, when they may be judged differently.
    fn choice_that_matters(&self, term: &Term, whole: bool) -> Option<Rc<Term>> {
        let Term::Apply(name, parts) = term else { return None };
        let ("?:", [condition, then, otherwise]) = (&**name, parts.as_slice()) else {
            return parts.iter().find_map(|part| self.choice_that_matters(part, false));
        };
        let differs = |branch: &Term| match branch {
            Term::Literal(text) if whole => self.cx.profiles.find_text(text.trim_matches('"')).is_some(),
            // Part of a name: it may complete that of a declared profile.
            Term::Literal(_) => self.cx.profiles.has_texts(),
            other => self.choice_that_matters(other, whole).is_some(),
        };
        let matters = self.cx.options.allowed_profiles.is_some() || differs(then) || differs(otherwise);
        matters.then(|| condition.clone())
    }

    fn declared(&mut self, profile: &Instance) -> Result<ProfileUse, Stop> {
        let address = profile.address.to_string();
        let role = follow_role(self.cx, self.ev, profile)?;
        let name = match text_of(&self.given.value) {
            Some(text) => Some(text.to_string()),
            None => self.ev.quietly(|ev| match ev.attribute(profile, "name") {
                Ok(Some(name)) => text_of(&name.value).map(|text| text.to_string()),
                _ => None,
            }),
        };
        let mut link = Link::declared(LinkKind::Profile, profile).carrying(name);
        let mut found = match role.failure {
            Some((code, arguments)) => {
                link.status = LinkStatus::Broken;
                link.reason = role.links.first().and_then(|role| role.reason.clone());
                let failed = self.outcome(code, arguments, address);
                ProfileUse { without_role: Some(profile.address.clone()), ..failed }
            }
            None => {
                let arguments = vec![("profile", address.clone()), ("role", role.role)];
                self.outcome("profile-attached", arguments, address)
            }
        };
        found.links.push(link);
        found.links.extend(role.links);
        if let Some(stub) = role.stub {
            found.pitfalls.push(Hit { id: "stub-profile", span: stub.resource.block.header });
        }
        Ok(found)
    }

    fn looked_up(&mut self, address: &str) -> ProfileUse {
        let arguments = vec![("profile", address.to_owned())];
        let mut profile = Link::outside(LinkKind::Profile, address, "")
            .carrying(text_of(&self.given.value).map(|text| text.to_string()));
        profile.status = LinkStatus::Ok;
        profile.reason = None;
        if let Some(declared) = self.ev.instance(address) {
            profile.span = Some(declared.resource.block.header);
            profile.instance = Some(declared);
        }
        let role = Link::outside(LinkKind::Role, "", "the role of a looked-up profile is not visible here");
        let found = self.outcome("profile-from-data-source", arguments, address.to_owned());
        ProfileUse { links: vec![profile, role], ..found }
    }

    /// An ARN where the AWS provider sends a name is accepted, and bites at apply.
    fn note_arn(&self, found: &mut ProfileUse) {
        if self.takes == Takes::Name {
            found.pitfalls.push(Hit { id: "arn-as-name", span: self.given.span });
        }
    }

    fn outcome(&self, code: &'static str, mut arguments: Arguments, profile: String) -> ProfileUse {
        arguments.push(("argument", self.argument.to_owned()));
        ProfileUse {
            code,
            arguments,
            links: Vec::new(),
            pitfalls: Vec::new(),
            profile,
            role_as_profile: None,
            without_role: None,
        }
    }

    /// A profile that is not declared here: its place is where it is named.
    fn written(&self, address: impl Into<String>, why: impl Into<String>) -> Link {
        Link { span: Some(self.given.span), ..Link::outside(LinkKind::Profile, address, why) }
    }

    fn broken_link(&self, address: impl Into<String>, why: impl Into<String>) -> Link {
        self.written(address, "").broken(why)
    }

    /// Applies the option `allowedProfiles` to a profile that would pass.
    fn restrict_to_allowed(&self, found: ProfileUse) -> ProfileUse {
        let Some(allowed) = &self.cx.options.allowed_profiles else { return found };
        if found.status() != Status::Pass {
            return found;
        }
        let last = |text: &str| text.rsplit('/').next().unwrap_or(text).to_owned();
        let profile = found.links.iter().find(|link| link.kind == LinkKind::Profile);
        let known = text_of(&self.given.value)
            .map(|text| text.to_string())
            .or_else(|| profile.and_then(|link| link.value.clone()));
        let Some(value) = known else {
            let why = "the name of the profile is not known, and only some profiles are allowed".to_owned();
            return ProfileUse {
                code: "value-unknown",
                arguments: vec![("why", why), ("argument", self.argument.to_owned())],
                ..found
            };
        };
        // Two ARNs must be the same; a name stands for the last part of an ARN.
        let fits = |entry: &String| match (is_arn(entry), is_arn(&value)) {
            (true, true) | (false, false) => *entry == value,
            _ => last(entry) == last(&value),
        };
        if allowed.iter().any(fits) {
            return found;
        }
        ProfileUse {
            code: "profile-not-allowed",
            arguments: vec![("value", value), ("argument", self.argument.to_owned())],
            ..found
        }
    }
}

fn target(origin: &Reference) -> String {
    if origin.attribute.is_empty() {
        origin.address.to_string()
    } else {
        format!("{}.{}", origin.address, origin.attribute)
    }
}

/// AIPA and 17 capital letters and digits: how IAM numbers instance profiles.
fn is_unique_id(text: &str) -> bool {
    text.len() >= 16
        && text.starts_with("AIPA")
        && text.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
}
