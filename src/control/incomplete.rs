//! Blocks of which a part could not be read: what they seem to lack may stand in that part.

use crate::syntax::ast::Body;
use crate::terraform::evaluator::Instance;

use super::judgement::Outcome;

/// Codes that say that something is not there.
const ABSENT: &[&str] = &[
    "profile-missing",
    "profile-only-in-launch-template",
    "profile-without-role",
    "template-without-profile",
    "template-empty-profile-block",
    "template-override-without-profile",
    "launch-configuration-without-profile",
    "group-without-template",
    "fleet-config-without-profile",
    "spot-request-ignores-template",
    "managed-service-profile-missing",
];

/// Nested blocks that hold a profile, or lead to a template with one.
const HOLDERS: &[&str] = &[
    "iam_instance_profile",
    "launch_template",
    "launch_template_config",
    "launch_template_specification",
    "launch_specification",
    "mixed_instances_policy",
    "override",
    "dynamic",
    "content",
];

/// The outcome, but unknown where it rests on what an incomplete block lacks.
pub fn reconsidered(outcome: Outcome, instance: &Instance) -> Outcome {
    let lacks = |instance: &Instance| is_incomplete(&instance.resource.block.body);
    let mut declared = outcome.chain.iter().filter_map(|link| link.instance.as_ref());
    if !ABSENT.contains(&outcome.code) || !(lacks(instance) || declared.any(lacks)) {
        return outcome;
    }
    Outcome::at(instance, "value-unknown").with("why", "a part of its block, or of one that it uses, could not be read")
}

fn is_incomplete(body: &Body) -> bool {
    let mut holders = body.blocks.iter().filter(|block| HOLDERS.contains(&&*block.kind));
    body.incomplete || holders.any(|block| is_incomplete(&block.body))
}
