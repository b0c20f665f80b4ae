//! Which resource types are judged, and by what.

use crate::terraform::evaluator::{Evaluator, Instance, Stop};

use super::context::Context;
use super::judgement::Outcome;
use super::{
    autoscaling_group, fleet, instance, instance_profile, launch_configuration, launch_template, managed_services,
    spot_instance_request,
};

/// Judges one instance under the assumptions of the case.
pub type Judge = fn(&Context<'_>, &mut Evaluator<'_>, &Instance) -> Result<Outcome, Stop>;

const SUBJECTS: &[(&str, Judge)] = &[
    ("aws_instance", instance::judge),
    ("aws_spot_instance_request", spot_instance_request::judge),
    ("aws_launch_template", launch_template::judge),
    ("aws_launch_configuration", launch_configuration::judge),
    ("aws_autoscaling_group", autoscaling_group::judge),
    ("aws_ec2_fleet", fleet::judge_ec2_fleet),
    ("aws_spot_fleet_request", fleet::judge_spot_fleet),
    ("aws_iam_instance_profile", instance_profile::judge),
];

/// How a resource type is judged; `None` for types that are no subject.
pub fn judge_of(ty: &str, services: bool) -> Option<Judge> {
    let found = SUBJECTS.iter().find(|(name, _)| *name == ty).map(|(_, judge)| *judge);
    found.or_else(|| if services { managed_services::judge_of(ty) } else { None })
}

/// Whether a spot request or a fleet is meant.
pub fn is_spot_or_fleet(ty: &str) -> bool {
    matches!(ty, "aws_spot_instance_request" | "aws_ec2_fleet" | "aws_spot_fleet_request")
}
