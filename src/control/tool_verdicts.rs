//! What other tools say of a subject: source-level tools judge its text, run-time tools what it would launch.

use super::judgement::{ArgumentValue, Judgement, Subject};
use super::knowledge::{ToolReads, tool_verdict, tools};
use super::profile_form::{WrongForm, wrong_form};
use super::subject::{Starts, starts};
use super::suppression::ANY_OF_CHECKOV;
use super::text_argument::as_variable;
use crate::report::model::{Status, ToolVerdict};
use crate::sorted::SortedMap;
use crate::syntax::ast::{Block, Expr, ExprKind};
use crate::syntax::comments::{comments_in, mentions};
use crate::terraform::configuration::Resource;
use crate::terraform::evaluator::{Evaluator, Instance};

const ARGUMENT: &str = "iam_instance_profile";

/// A reason of `tools.json`, and the value of its placeholder.
type Reason = (&'static str, Option<(&'static str, String)>);

/// The verdict of every tool, by slug. `silenced` says whether a comment of ours with a reason stands at the subject.
pub fn of(ev: &mut Evaluator<'_>, judgement: &Judgement, silenced: bool) -> SortedMap<String, ToolVerdict> {
    let run_time = run_time(judgement);
    let public = public(ev, judgement);
    let mut verdicts = SortedMap::new();
    for tool in tools() {
        let (reason, argument) = match (&*tool.slug, tool.reads) {
            ("checkov", _) => checkov(ev, judgement, silenced),
            ("aws-config", _) if judgement.outcome.code == "profile-not-allowed" => plain("not-on-list"),
            ("powerpipe-public", _) if LAUNCHED.contains(&run_time.0) => public.clone().unwrap_or(run_time.clone()),
            (_, ToolReads::RunTime) => run_time.clone(),
            (_, ToolReads::Source) => continue,
        };
        let arguments: Vec<(&str, &str)> = argument.iter().map(|(name, value)| (*name, value.as_str())).collect();
        if let Some(verdict) = tool_verdict(&tool.slug, reason, &arguments) {
            verdicts.insert(tool.slug.clone(), verdict);
        }
    }
    verdicts
}

fn plain(reason: &'static str) -> Reason {
    (reason, None)
}

/// Checkov's graph check: `aws_instance` alone, attribute `iam_instance_profile`, operator `exists`, on each block as it
/// stands in its file. A skip comment counts inside the block, with or without a reason.
fn checkov(ev: &Evaluator<'_>, judgement: &Judgement, silenced: bool) -> Reason {
    let resource = match &judgement.subject {
        Subject::Call(_) => return plain("module-not-read"),
        Subject::Resource { resource, .. } => resource,
    };
    if &*resource.ty != "aws_instance" {
        return ("not-evaluated-type", Some(("type", resource.ty.to_string())));
    }
    if !in_native_file(ev, resource) {
        return plain("file-not-read");
    }
    if skipped(ev, &resource.block) {
        return plain("skipped");
    }
    let facts = &judgement.outcome.facts;
    // Override files are not merged: the block is judged by its own lines.
    let own = resource.block.body.attribute(ARGUMENT).filter(|own| own.span.file == resource.block.header.file);
    let Some(own) = own else {
        return plain(match () {
            () if matches!(wrong_form(&resource.block.body, ARGUMENT), Some(WrongForm::Block(_))) => "block-counts",
            () if silenced => "suppression-not-read",
            () if facts.creates_nothing => "count-ignored",
            () if !resource.block.body.nested("launch_template").is_empty() => "template-not-read",
            () => "argument-missing",
        });
    };
    if is_null(&own.expr) {
        return plain("argument-null");
    }
    if facts.creates_nothing {
        return plain("count-ignored-set");
    }
    match facts.argument.as_ref().map(|argument| &argument.value) {
        Some(ArgumentValue::Null) if is_each_value(&own.expr) && !defaults_are_filled_in(ev, judgement, resource) => {
            plain("each-value-null")
        }
        _ if matches!(judgement.outcome.status, Status::Conditional | Status::Unknown) => plain("unresolved-value"),
        Some(ArgumentValue::Empty) => plain("empty-string"),
        Some(ArgumentValue::Null) => plain("null-behind-expression"),
        _ if judgement.outcome.status == Status::Fail => {
            ("reference-not-followed", Some(("target", ev.source(own.expr.span).to_owned())))
        }
        _ => plain("argument-set"),
    }
}

/// Checkov's Terraform framework walks `.tf` files; JSON syntax and OpenTofu's own endings are left out.
fn in_native_file(ev: &Evaluator<'_>, resource: &Resource) -> bool {
    ev.location(resource.block.header).file.ends_with(".tf")
}

fn is_null(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Null => true,
        ExprKind::Parens(inner) => is_null(inner),
        _ => false,
    }
}

/// `each.value`, or an attribute of it by name: what Checkov fills in for each key, null included.
fn is_each_value(expr: &Expr) -> bool {
    match &expr.unwrapped().kind {
        ExprKind::GetAttr(source, name) => match &source.kind {
            ExprKind::Variable(root) => &**root == "each" && &**name == "value",
            _ => is_each_value(source),
        },
        _ => false,
    }
}

/// Whether `for_each` is a variable whose type has `optional` attributes: Terraform makes null of what is left out, and
/// Checkov, which does not convert, finds nothing to fill in.
fn defaults_are_filled_in(ev: &Evaluator<'_>, judgement: &Judgement, resource: &Resource) -> bool {
    let Some(for_each) = resource.block.body.attribute("for_each") else { return false };
    let Some(name) = as_variable(&for_each.expr) else { return false };
    let variable = judgement.module.variables.get(name);
    let ty = variable.and_then(|variable| variable.block.body.attribute("type"));
    ty.is_some_and(|ty| ev.source(ty.expr.span).contains("optional("))
}

fn skipped(ev: &Evaluator<'_>, block: &Block) -> bool {
    let marker = ANY_OF_CHECKOV;
    let file = block.header.file;
    let Some(source) = ev.configuration().sources.get(file) else { return false };
    let range = block.header.end as usize..block.span.end as usize;
    if !source.text.get(range.clone()).is_some_and(|text| mentions(text, marker)) {
        return false;
    }
    comments_in(file, source, range, marker).iter().any(|comment| {
        let id = comment.text.split(marker).nth(1).map(|rest| rest.trim_start().strip_prefix("CKV2_AWS_41"));
        id.flatten().is_some_and(|rest| !rest.starts_with(|next: char| next.is_alphanumeric() || next == '_'))
    })
}

/// Reasons that speak of instances that are there: only these matter to a control that lists public instances.
const LAUNCHED: &[&str] = &[
    "profile-attached",
    "no-profile",
    "template-profile",
    "group-with-profile",
    "group-without-profile",
    "name-not-declared",
    "role-of-same-name",
    "module-enforces",
    "service-sets-profile",
];

/// What tools see that look at running instances: the profile that an instance has, and nothing behind it.
fn run_time(judgement: &Judgement) -> Reason {
    let outcome = &judgement.outcome;
    let kind = &*judgement.resource_type;
    match outcome.status {
        _ if outcome.facts.creates_nothing => return plain("nothing-launched"),
        Status::Conditional => return plain("depends-on-inputs"),
        Status::Unknown => return plain("value-unknown"),
        _ => {}
    }
    if outcome.code == "eks-managed-template" {
        return plain("service-sets-profile");
    }
    let starts = starts(kind);
    if starts == Starts::None {
        return ("not-an-instance", Some(("type", kind.to_owned())));
    }
    let single = starts == Starts::One || kind == "module";
    let missing = if single { "no-profile" } else { "group-without-profile" };
    plain(match outcome.code {
        "module-enforced" => "module-enforces",
        "created-zero" | "fargate-or-external" => "nothing-launched",
        "profile-only-in-launch-template" | "profile-in-launch-template-accepted" => "template-profile",
        "profile-missing" | "profile-null" | "profile-empty" if kind == "aws_instance" => match &outcome.facts.template
        {
            Some(template) if template.has_profile.is_none() => "value-unknown",
            _ => missing,
        },
        "undeclared-profile"
        | "undeclared-role"
        | "undeclared-template"
        | "profile-instance-missing"
        | "role-instance-missing"
        | "instance-key-missing"
        | "template-instance-missing"
        | "not-a-template"
        | "template-name-and-arn"
        | "group-without-template"
        | "profile-as-block"
        | "profile-argument-misspelt"
        | "template-profile-as-argument"
        | "profile-arn-invalid" => "plan-fails",
        "not-a-profile"
        | "profile-without-role"
        | "wrong-attribute"
        | "profile-unique-id"
        | "role-arn-as-name"
        | "not-a-role" => "launch-fails",
        "role-without-profile" => "role-of-same-name",
        _ if outcome.status == Status::Fail && outcome.code != "profile-not-allowed" => missing,
        _ if outcome.pitfalls.iter().any(|hit| hit.id == "arn-as-name") => "launch-fails",
        "profile-name-literal" | "profile-from-input" => "name-not-declared",
        _ if single => "profile-attached",
        _ => "group-with-profile",
    })
}

/// Why the control for public instances does not list this one; `None` when it does.
fn public(ev: &mut Evaluator<'_>, judgement: &Judgement) -> Option<Reason> {
    let Subject::Resource { instance: Some(instance), .. } = &judgement.subject else {
        return Some(plain("public-address-unknown"));
    };
    let has_address = match &*judgement.resource_type {
        "aws_instance" | "aws_spot_instance_request" => associates_address(ev, instance),
        _ => None,
    };
    match has_address {
        Some(true) => None,
        Some(false) => Some(plain("no-public-address")),
        None => Some(plain("public-address-unknown")),
    }
}

/// `associate_public_ip_address`; left out, the subnet decides.
fn associates_address(ev: &mut Evaluator<'_>, instance: &Instance) -> Option<bool> {
    ev.quietly(|ev| ev.attribute(instance, "associate_public_ip_address").ok().flatten()?.value.as_bool())
}
