# autoscaling 1: a launch configuration, unless an existing one is named. The module itself keeps it in a submodule.

variable "existing_launch_configuration" {
  type    = string
  default = ""
}

variable "iam_instance_profile" {
  type    = string
  default = ""
}

variable "security_groups" {
  type    = list(string)
  default = []
}

variable "user_data" {
  type    = string
  default = null
}

resource "aws_launch_configuration" "this" {
  count = var.existing_launch_configuration == "" ? 1 : 0

  iam_instance_profile = var.iam_instance_profile
  security_groups      = var.security_groups
  user_data            = var.user_data
}

locals {
  launch_configuration = var.existing_launch_configuration != "" ? var.existing_launch_configuration : aws_launch_configuration.this[0].id
}

resource "aws_autoscaling_group" "this" {
  launch_configuration = local.launch_configuration
}

output "this_launch_configuration_id" {
  value = local.launch_configuration
}

output "this_autoscaling_group_id" {
  value = aws_autoscaling_group.this.id
}

output "this_autoscaling_group_name" {
  value = aws_autoscaling_group.this.name
}

output "this_autoscaling_group_arn" {
  value = aws_autoscaling_group.this.arn
}
