# autoscaling 2.0 to 2.8: one group.

resource "aws_autoscaling_group" "this" {
  count = var.create_asg ? 1 : 0

  launch_configuration = local.launch_configuration
}

output "this_autoscaling_group_id" {
  value = try(aws_autoscaling_group.this[0].id, "")
}

output "this_autoscaling_group_name" {
  value = try(aws_autoscaling_group.this[0].name, "")
}

output "this_autoscaling_group_arn" {
  value = try(aws_autoscaling_group.this[0].arn, "")
}
