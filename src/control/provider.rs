//! What the AWS provider does that no code says, as the evaluator needs it.

use crate::terraform::evaluator::ProviderFacts;

/// Facts of the AWS provider, read in its source and documentation.
#[derive(Clone, Copy, Debug, Default)]
pub struct AwsProvider;

/// Resource type, attribute, and the argument whose value the attribute always has.
const ALIASES: &[(&str, &str, &str)] = &[
    ("aws_autoscaling_group", "id", "name"),
    ("aws_iam_group", "id", "name"),
    ("aws_iam_instance_profile", "id", "name"),
    ("aws_iam_role", "id", "name"),
    ("aws_iam_user", "id", "name"),
    ("aws_key_pair", "id", "key_name"),
    ("aws_launch_configuration", "id", "name"),
    ("aws_s3_bucket", "id", "bucket"),
    ("terraform_data", "output", "input"),
];

/// Resource type and attributes that the provider or AWS makes up where the code leaves them out.
const ALWAYS_SET: &[(&str, &[&str])] = &[
    ("aws_autoscaling_group", &["name"]),
    ("aws_iam_instance_profile", &["name", "unique_id", "path"]),
    ("aws_iam_policy", &["name"]),
    ("aws_iam_role", &["name", "unique_id", "path"]),
    ("aws_launch_configuration", &["name"]),
    ("aws_launch_template", &["name", "latest_version", "default_version"]),
    ("aws_security_group", &["name"]),
];

/// The same for data sources.
const DATA_ALWAYS_SET: &[(&str, &[&str])] = &[
    ("aws_caller_identity", &["account_id", "user_id"]),
    ("aws_iam_instance_profile", &["name", "role_arn", "role_id", "role_name", "path"]),
    ("aws_iam_role", &["name", "unique_id", "path"]),
    ("aws_launch_template", &["name", "latest_version", "default_version"]),
    ("aws_partition", &["partition", "dns_suffix"]),
    ("aws_region", &["name", "region"]),
    ("aws_ssm_parameter", &["value"]),
];

/// Resource type and blocks, nested ones too, that the provider never makes up.
const ONLY_WRITTEN: &[(&str, &[&str])] = &[
    (
        "aws_autoscaling_group",
        &["launch_template", "mixed_instances_policy", "launch_template_specification", "override"],
    ),
    ("aws_batch_compute_environment", &["compute_resources"]),
    ("aws_ec2_fleet", &["launch_template_config", "launch_template_specification", "override"]),
    ("aws_eks_node_group", &["launch_template"]),
    ("aws_elastic_beanstalk_environment", &["setting"]),
    ("aws_emr_cluster", &["ec2_attributes"]),
    ("aws_instance", &["launch_template"]),
    ("aws_launch_template", &["iam_instance_profile", "network_interfaces"]),
    ("aws_spot_fleet_request", &["launch_specification", "launch_template_config", "launch_template_specification"]),
    ("aws_spot_instance_request", &["launch_template"]),
];

impl ProviderFacts for AwsProvider {
    fn alias(&self, resource_type: &str, data: bool, attribute: &str) -> Option<&'static str> {
        let role_by_name = data && resource_type == "aws_iam_role" && attribute == "id";
        if data && !role_by_name {
            return None;
        }
        ALIASES.iter().find(|(ty, from, _)| *ty == resource_type && *from == attribute).map(|(_, _, to)| *to)
    }

    fn always_set(&self, resource_type: &str, data: bool, attribute: &str) -> bool {
        if matches!(attribute, "id" | "arn") && resource_type.starts_with("aws_") {
            return true;
        }
        let table = if data { DATA_ALWAYS_SET } else { ALWAYS_SET };
        table.iter().any(|(ty, attributes)| *ty == resource_type && attributes.contains(&attribute))
    }

    fn only_written(&self, resource_type: &str, block: &str) -> bool {
        ONLY_WRITTEN.iter().any(|(ty, blocks)| *ty == resource_type && blocks.contains(&block))
    }

    fn arn_kind(&self, resource_type: &str) -> Option<&'static str> {
        match resource_type {
            "aws_iam_instance_profile" => Some("instance-profile"),
            "aws_iam_role" => Some("role"),
            _ => None,
        }
    }
}
