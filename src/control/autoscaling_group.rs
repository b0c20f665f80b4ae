//! `aws_autoscaling_group`: judged by what it launches from, for it has no profile argument of its own.

use crate::report::model::Status;
use crate::terraform::evaluator::{BlockInstance, Evaluator, Instance, Stop};

use super::context::Context;
use super::judgement::{Hit, Outcome};
use super::launches::Launches;
use super::template_reference::{self, LONG, SHORT, Target, is_set, of_block};

/// Judges a group.
pub fn judge(cx: &Context<'_>, ev: &mut Evaluator<'_>, group: &Instance) -> Result<Outcome, Stop> {
    let mut launches = Launches::new(cx, group);
    if let Some(evaluated) = ev.attribute(group, "launch_configuration")?
        && is_set(&evaluated)
    {
        let target = template_reference::configuration(cx, ev, &evaluated);
        launches.from(ev, &target, None, None)?;
    }
    for block in ev.blocks(group, "launch_template")? {
        if let Some(target) = of_block(cx, ev, group, &block, &SHORT)? {
            launches.from(ev, &target, Some(&block), None)?;
        }
    }
    for policy in ev.blocks(group, "mixed_instances_policy")? {
        for template in ev.nested_blocks(group, &policy, "launch_template")? {
            mixed(cx, ev, group, &template, &mut launches)?;
        }
    }
    Ok(launches.verdict("group-template-has-profile", "group-without-template"))
}

/// The base of a mixed instances policy, and the overrides that bring a template of their own.
fn mixed(
    cx: &Context<'_>,
    ev: &mut Evaluator<'_>,
    group: &Instance,
    template: &BlockInstance,
    launches: &mut Launches<'_, '_>,
) -> Result<(), Stop> {
    let mut base = None;
    for specification in ev.nested_blocks(group, template, "launch_template_specification")? {
        if let Some(target) = of_block(cx, ev, group, &specification, &LONG)? {
            let status = launches.from(ev, &target, Some(&specification), None)?;
            base = Some(status).filter(|_| !is_undeclared(&target));
        }
    }
    let overrides = ev.nested_blocks(group, template, "override")?;
    for override_block in &overrides {
        for specification in ev.nested_blocks(group, override_block, "launch_template_specification")? {
            let Some(target) = of_block(cx, ev, group, &specification, &LONG)? else { continue };
            let status = launches.from(ev, &target, Some(&specification), Some(override_code(&target)))?;
            if status == Status::Fail && !is_undeclared(&target) {
                launches.note(Hit { id: "launch-template-override", span: specification.header });
            }
        }
    }
    if let (Some(Status::Fail), Some(first)) = (base, overrides.first()) {
        // The profile cannot come from an override that changes the instance type alone.
        launches.note(Hit { id: "launch-template-override", span: first.header });
    }
    Ok(())
}

fn is_undeclared(target: &Target) -> bool {
    matches!(target, Target::Undeclared(..) | Target::Misplaced(..))
}

fn override_code(target: &Target) -> &'static str {
    match target {
        Target::Undeclared(..) => "undeclared-template",
        Target::Misplaced(..) => "not-a-template",
        _ => "template-override-without-profile",
    }
}
