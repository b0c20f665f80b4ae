# autoscaling 2.9 to 3.9: a second group resource for initial lifecycle hooks.

variable "create_asg_with_initial_lifecycle_hook" {
  type    = bool
  default = false
}

resource "aws_autoscaling_group" "this" {
  count = var.create_asg && !var.create_asg_with_initial_lifecycle_hook ? 1 : 0

  launch_configuration = local.launch_configuration
}

resource "aws_autoscaling_group" "this_with_initial_lifecycle_hook" {
  count = var.create_asg && var.create_asg_with_initial_lifecycle_hook ? 1 : 0

  launch_configuration = local.launch_configuration
}

output "this_autoscaling_group_id" {
  value = try(aws_autoscaling_group.this[0].id, aws_autoscaling_group.this_with_initial_lifecycle_hook[0].id, "")
}

output "this_autoscaling_group_name" {
  value = try(aws_autoscaling_group.this[0].name, aws_autoscaling_group.this_with_initial_lifecycle_hook[0].name, "")
}

output "this_autoscaling_group_arn" {
  value = try(aws_autoscaling_group.this[0].arn, aws_autoscaling_group.this_with_initial_lifecycle_hook[0].arn, "")
}
