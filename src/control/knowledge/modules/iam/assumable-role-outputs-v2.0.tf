# What iam-assumable-role 2.0 to 3.16 says of its role; empty without one.

output "this_iam_role_arn" {
  value = try(aws_iam_role.this[0].arn, "")
}

output "this_iam_role_name" {
  value = try(aws_iam_role.this[0].name, "")
}
