//! Which resource types are judged, and what is particular to each.

use crate::terraform::evaluator::{Evaluator, Instance, Stop};

use super::context::Context;
use super::judgement::Outcome;
use super::managed_services::{batch, beanstalk, ecs, emr, image_builder};
use super::{
    autoscaling_group, fleet, instance, instance_profile, launch_configuration, launch_template, spot_instance_request,
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

/// Where a resource says which profile its instances get.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum ProfilePlace {
    /// In its argument `iam_instance_profile`.
    Argument,
    /// In its block `iam_instance_profile`.
    Block,
    /// In a launch specification or in the template it launches from.
    Specification,
    /// In the one template or launch configuration it launches from.
    Group,
    /// In templates alone.
    Templates,
    /// In an argument or block of the service.
    Service,
    /// It is the profile.
    Itself,
}

/// A resource type that is judged.
pub struct SubjectType {
    /// As Terraform has it.
    pub name: &'static str,
    /// How it is judged.
    pub judge: Judge,
    /// How many instances one resource starts.
    pub starts: Starts,
    /// Where the profile stands.
    pub profile: ProfilePlace,
    /// Paths of nested blocks that name the launch template.
    pub templates: &'static [&'static [&'static str]],
    /// Whether it is for spot instances or a fleet.
    pub is_spot_or_fleet: bool,
}

const SUBJECTS: &[SubjectType] = &[
    SubjectType { templates: &[&["launch_template"]], ..one("aws_instance", instance::judge) },
    SubjectType {
        templates: &[&["launch_template"]],
        is_spot_or_fleet: true,
        ..one("aws_spot_instance_request", spot_instance_request::judge)
    },
    SubjectType {
        starts: Starts::None,
        profile: ProfilePlace::Block,
        ..one("aws_launch_template", launch_template::judge)
    },
    SubjectType { starts: Starts::None, ..one("aws_launch_configuration", launch_configuration::judge) },
    SubjectType {
        profile: ProfilePlace::Group,
        templates: &[
            &["launch_template"],
            &["mixed_instances_policy", "launch_template", "launch_template_specification"],
            &["mixed_instances_policy", "launch_template", "override", "launch_template_specification"],
        ],
        ..many("aws_autoscaling_group", autoscaling_group::judge)
    },
    SubjectType {
        profile: ProfilePlace::Templates,
        templates: &[&["launch_template_config", "launch_template_specification"]],
        is_spot_or_fleet: true,
        ..many("aws_ec2_fleet", fleet::judge_ec2_fleet)
    },
    SubjectType {
        profile: ProfilePlace::Specification,
        templates: &[&["launch_template_config", "launch_template_specification"]],
        is_spot_or_fleet: true,
        ..many("aws_spot_fleet_request", fleet::judge_spot_fleet)
    },
    SubjectType {
        starts: Starts::None,
        profile: ProfilePlace::Itself,
        ..one("aws_iam_instance_profile", instance_profile::judge)
    },
];

/// Services that launch EC2 instances with a profile of their own; judged when the option `services` asks for it.
const SERVICES: &[SubjectType] = &[
    SubjectType {
        templates: &[&["compute_resources", "launch_template"]],
        ..many("aws_batch_compute_environment", batch)
    },
    many("aws_imagebuilder_infrastructure_configuration", image_builder),
    many("aws_emr_cluster", emr),
    many("aws_elastic_beanstalk_environment", beanstalk),
    many("aws_elastic_beanstalk_configuration_template", beanstalk),
    many("aws_ecs_capacity_provider", ecs),
];

const fn one(name: &'static str, judge: Judge) -> SubjectType {
    let profile = ProfilePlace::Argument;
    SubjectType { name, judge, starts: Starts::One, profile, templates: &[], is_spot_or_fleet: false }
}

const fn many(name: &'static str, judge: Judge) -> SubjectType {
    SubjectType { starts: Starts::Many, profile: ProfilePlace::Service, ..one(name, judge) }
}

/// All types, services included.
pub fn all() -> impl Iterator<Item = &'static SubjectType> {
    SUBJECTS.iter().chain(SERVICES)
}

/// What there is to know of a type; `None` for those that are no subject.
pub fn subject_type(name: &str) -> Option<&'static SubjectType> {
    all().find(|subject| subject.name == name)
}

/// How a resource type is judged; `None` for types that are no subject.
pub fn judge_of(name: &str, services: bool) -> Option<Judge> {
    let wanted = if services { SERVICES } else { &[] };
    SUBJECTS.iter().chain(wanted).find(|subject| subject.name == name).map(|subject| subject.judge)
}

/// How many instances one resource of the type starts; a module starts many.
pub fn starts(name: &str) -> Starts {
    subject_type(name).map_or(Starts::Many, |subject| subject.starts)
}
