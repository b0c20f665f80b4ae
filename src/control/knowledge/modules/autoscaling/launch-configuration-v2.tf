# autoscaling 2 and 3: a launch configuration with the profile as given.

variable "create_lc" {
  type    = bool
  default = true
}

variable "create_asg" {
  type    = bool
  default = true
}

variable "launch_configuration" {
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

locals {
  launch_configuration = var.create_lc ? aws_launch_configuration.this[0].name : var.launch_configuration
}

resource "aws_launch_configuration" "this" {
  count = var.create_lc ? 1 : 0

  iam_instance_profile = var.iam_instance_profile
  security_groups      = var.security_groups
  user_data            = var.user_data
}

output "this_launch_configuration_id" {
  value = try(aws_launch_configuration.this[0].id, var.launch_configuration)
}

output "this_launch_configuration_name" {
  value = try(aws_launch_configuration.this[0].name, "")
}
