# What iam-assumable-role 2.7 to 3.16 says of its profile; empty without one.

output "this_iam_instance_profile_arn" {
  value = try(aws_iam_instance_profile.this[0].arn, "")
}

output "this_iam_instance_profile_name" {
  value = try(aws_iam_instance_profile.this[0].name, "")
}
