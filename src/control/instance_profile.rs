//! `aws_iam_instance_profile`: it must hold a role.

use crate::report::model::{LinkKind, LinkStatus};
use crate::terraform::evaluator::{Evaluator, Instance, Stop};

use super::chain::follow_role;
use super::context::Context;
use super::judgement::{Deciding, Hit, Link, Outcome};
use super::knowledge;
use super::own_argument::argument_facts;

/// Judges a declared profile.
pub fn judge(cx: &Context<'_>, ev: &mut Evaluator<'_>, instance: &Instance) -> Result<Outcome, Stop> {
    let role = follow_role(cx, ev, instance)?;
    let mut outcome = Outcome::at(instance, "profile-declared-with-role").with("role", role.role);
    outcome.span = role.span;
    let mut link = Link::declared(LinkKind::Profile, instance);
    if let Some((code, arguments)) = role.failure {
        outcome.code = code;
        outcome.status = knowledge::status(code);
        outcome.arguments = arguments;
        link.status = LinkStatus::Broken;
        link.reason = role.links.first().and_then(|role| role.reason.clone());
        outcome.facts.profile_without_role = Some(instance.address.clone());
    }
    outcome.chain = vec![link];
    outcome.chain.extend(role.links);
    outcome.deciding = role.argument.evaluated().map(|evaluated| Deciding::new(instance, None, &evaluated.expr));
    outcome.facts.argument = Some(argument_facts(cx, "role", &role.argument, None));
    if let Some(stub) = role.stub {
        outcome.pitfalls.push(Hit { id: "stub-profile", span: stub.resource.block.header });
    }
    Ok(outcome)
}
