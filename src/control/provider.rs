//! What the AWS provider does that no code says: which attributes repeat an argument, which are always set.

use crate::terraform::evaluator::ProviderFacts;

/// The AWS provider, as far as credential chains need it.
///
/// Source: the provider's `SetId` calls and documentation; on the data source of a profile `id` is the unique id, so it
/// is no alias there.
#[derive(Clone, Copy, Debug, Default)]
pub struct AwsProvider;

/// Resource type, attribute, the argument whose value it always has.
const ALIASES: [(&str, &str, &str); 6] = [
    ("aws_iam_instance_profile", "id", "name"),
    ("aws_iam_role", "id", "name"),
    ("aws_launch_configuration", "id", "name"),
    ("aws_autoscaling_group", "id", "name"),
    ("aws_key_pair", "id", "key_name"),
    ("aws_iam_group", "id", "name"),
];

/// Attributes that identify an object: never null, never empty once it exists.
const IDENTIFYING: [&str; 4] = ["id", "arn", "name", "unique_id"];

impl ProviderFacts for AwsProvider {
    fn alias(&self, resource_type: &str, data: bool, attribute: &str) -> Option<&'static str> {
        if data {
            return None;
        }
        ALIASES.iter().find(|(ty, name, _)| *ty == resource_type && *name == attribute).map(|(.., argument)| *argument)
    }

    fn always_set(&self, resource_type: &str, _data: bool, attribute: &str) -> bool {
        match attribute {
            "id" => true,
            "latest_version" | "default_version" => resource_type == "aws_launch_template",
            _ => IDENTIFYING.contains(&attribute) && resource_type.starts_with("aws_"),
        }
    }
}
