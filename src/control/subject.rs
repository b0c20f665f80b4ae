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

/// How many instances one resource of a type starts.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Starts {
    /// It is what others start them from.
    None,
    One,
    Many,
}

const SUBJECTS: &[(&str, Starts, Judge)] = &[
    ("aws_instance", Starts::One, instance::judge),
    ("aws_spot_instance_request", Starts::One, spot_instance_request::judge),
    ("aws_launch_template", Starts::None, launch_template::judge),
    ("aws_launch_configuration", Starts::None, launch_configuration::judge),
    ("aws_autoscaling_group", Starts::Many, autoscaling_group::judge),
    ("aws_ec2_fleet", Starts::Many, fleet::judge_ec2_fleet),
    ("aws_spot_fleet_request", Starts::Many, fleet::judge_spot_fleet),
    ("aws_iam_instance_profile", Starts::None, instance_profile::judge),
];

/// How a resource type is judged; `None` for types that are no subject.
pub fn judge_of(ty: &str, services: bool) -> Option<Judge> {
    let found = SUBJECTS.iter().find(|(name, ..)| *name == ty).map(|(.., judge)| *judge);
    found.or_else(|| if services { managed_services::judge_of(ty) } else { None })
}

/// How many instances one resource of the type starts; services start many.
pub fn starts(ty: &str) -> Starts {
    SUBJECTS.iter().find(|(name, ..)| *name == ty).map_or(Starts::Many, |(_, starts, _)| *starts)
}

/// Whether a spot request or a fleet is meant.
pub fn is_spot_or_fleet(ty: &str) -> bool {
    matches!(ty, "aws_spot_instance_request" | "aws_ec2_fleet" | "aws_spot_fleet_request")
}
