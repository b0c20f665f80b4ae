//! `aws_ec2_fleet` and `aws_spot_fleet_request`: every configuration they may launch from.

use crate::report::model::LinkKind;
use crate::terraform::evaluator::{BlockInstance, Evaluator, Instance, Stop};

use super::context::Context;
use super::judgement::{Link, Outcome};
use super::launches::Launches;
use super::own_argument::{argument_facts, given};
use super::profile_value::{Takes, resolve};
use super::template_reference::{Keys, LONG, SHORT, Target, of_block};
use super::text_argument::TextArgument;

/// Judges an EC2 fleet.
pub fn judge_ec2_fleet(cx: &Context<'_>, ev: &mut Evaluator<'_>, fleet: &Instance) -> Result<Outcome, Stop> {
    let mut launches = Launches::new(cx, fleet);
    template_configs(cx, ev, fleet, &LONG, &mut launches)?;
    Ok(launches.verdict("fleet-configs-have-profile", "group-without-template"))
}

/// Judges a spot fleet request. Its `iam_fleet_role` is the role of the service, not a profile.
pub fn judge_spot_fleet(cx: &Context<'_>, ev: &mut Evaluator<'_>, fleet: &Instance) -> Result<Outcome, Stop> {
    let mut launches = Launches::new(cx, fleet);
    for specification in ev.blocks(fleet, "launch_specification")? {
        launches.add(judge_specification(cx, ev, fleet, &specification)?);
    }
    template_configs(cx, ev, fleet, &SHORT, &mut launches)?;
    Ok(launches.verdict("fleet-configs-have-profile", "group-without-template"))
}

fn template_configs(
    cx: &Context<'_>,
    ev: &mut Evaluator<'_>,
    fleet: &Instance,
    keys: &Keys,
    launches: &mut Launches<'_, '_>,
) -> Result<(), Stop> {
    for config in ev.blocks(fleet, "launch_template_config")? {
        let mut named = false;
        for specification in ev.nested_blocks(fleet, &config, "launch_template_specification")? {
            if let Some(target) = of_block(cx, ev, fleet, &specification, keys)? {
                named = true;
                let failing = match target {
                    Target::Undeclared(..) => "undeclared-template",
                    Target::Misplaced(..) => "not-a-template",
                    _ => "fleet-config-without-profile",
                };
                launches.from(ev, &target, Some(&specification), Some(failing))?;
            }
        }
        if !named {
            launches.add(without_profile(fleet, &config, "a launch_template_config that names no template"));
        }
    }
    Ok(())
}

/// One launch specification of a spot fleet. When name and ARN are both set, the ARN is what the provider sends.
fn judge_specification(
    cx: &Context<'_>,
    ev: &mut Evaluator<'_>,
    fleet: &Instance,
    block: &BlockInstance,
) -> Result<Outcome, Stop> {
    let arn = TextArgument::of_block(ev, fleet, block, "iam_instance_profile_arn")?;
    let name = if arn.given().is_some() {
        TextArgument::Omitted
    } else {
        TextArgument::of_block(ev, fleet, block, "iam_instance_profile")?
    };
    let chosen = match (arn.given(), name.given()) {
        (Some(evaluated), _) => Some(("iam_instance_profile_arn", Takes::Arn, evaluated)),
        (None, Some(evaluated)) => Some(("iam_instance_profile", Takes::Name, evaluated)),
        (None, None) => None,
    };
    let mut outcome = match chosen {
        Some((attribute, takes, evaluated)) => {
            let found = resolve(cx, ev, attribute, takes, evaluated)?;
            let profile = found.profile.clone();
            given(fleet, found, evaluated, Some(block)).with("profile", profile)
        }
        None => without_profile(fleet, block, "a launch_specification"),
    };
    let (attribute, argument) =
        if arn.given().is_some() { ("iam_instance_profile_arn", &arn) } else { ("iam_instance_profile", &name) };
    outcome.facts.argument = Some(argument_facts(cx, attribute, argument, Some(block)));
    Ok(outcome)
}

fn without_profile(fleet: &Instance, block: &BlockInstance, what: &str) -> Outcome {
    let mut outcome = Outcome::at(fleet, "fleet-config-without-profile").with("template", what);
    outcome.span = block.header;
    let link = Link::outside(LinkKind::LaunchTemplate, "", "").broken("it names no instance profile");
    outcome.chain.push(Link { span: Some(block.header), ..link });
    outcome
}
