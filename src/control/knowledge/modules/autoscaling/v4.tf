# autoscaling 4.0 to 5.0: launch configuration or launch template, each made and used only on request.

variable "create_asg" {
  type    = bool
  default = true
}

variable "create_lc" {
  type    = bool
  default = false
}

variable "use_lc" {
  type    = bool
  default = false
}

variable "launch_configuration" {
  type    = string
  default = null
}

variable "create_lt" {
  type    = bool
  default = false
}

variable "use_lt" {
  type    = bool
  default = false
}

variable "lt_name" {
  type    = string
  default = ""
}

variable "lt_use_name_prefix" {
  type    = bool
  default = true
}

variable "lt_version" {
  type    = string
  default = null
}

variable "launch_template" {
  type    = string
  default = null
}

variable "user_data_base64" {
  type    = string
  default = null
}

locals {
  launch_configuration = var.create_lc ? aws_launch_configuration.this[0].name : var.launch_configuration
  launch_template_name = coalesce(var.lt_name, var.name)
  launch_template      = var.create_lt ? aws_launch_template.this[0].name : var.launch_template
}

resource "aws_launch_configuration" "this" {
  count = var.create_lc ? 1 : 0

  iam_instance_profile = var.iam_instance_profile_name
  security_groups      = var.security_groups
  user_data            = var.user_data
}

resource "aws_launch_template" "this" {
  count = var.create_lt ? 1 : 0

  name                   = var.lt_use_name_prefix ? null : local.launch_template_name
  name_prefix            = var.lt_use_name_prefix ? "${local.launch_template_name}-" : null
  default_version        = var.default_version
  update_default_version = var.update_default_version
  user_data              = var.user_data_base64
  vpc_security_group_ids = try(length(var.network_interfaces), 0) > 0 ? [] : var.security_groups

  dynamic "iam_instance_profile" {
    for_each = var.iam_instance_profile_name != null || var.iam_instance_profile_arn != null ? [1] : []
    content {
      name = var.iam_instance_profile_name
      arn  = var.iam_instance_profile_arn
    }
  }
}

resource "aws_autoscaling_group" "this" {
  count = var.create_asg ? 1 : 0

  launch_configuration = var.use_lc ? local.launch_configuration : null

  dynamic "launch_template" {
    for_each = var.use_lt ? [1] : []
    content {
      name    = local.launch_template
      version = local.launch_template_version
    }
  }

  dynamic "mixed_instances_policy" {
    for_each = var.use_mixed_instances_policy ? [var.mixed_instances_policy] : []
    content {
      launch_template {
        launch_template_specification {
          launch_template_name = local.launch_template
          version              = local.launch_template_version
        }

        dynamic "override" {
          for_each = try(mixed_instances_policy.value.override, null) != null ? mixed_instances_policy.value.override : []
          content {
            dynamic "launch_template_specification" {
              for_each = try(override.value.launch_template_specification, null) != null ? override.value.launch_template_specification : []
              content {
                launch_template_id = try(launch_template_specification.value.launch_template_id, null)
              }
            }
          }
        }
      }
    }
  }
}

output "launch_configuration_id" {
  value = try(aws_launch_configuration.this[0].id, null)
}

output "launch_configuration_name" {
  value = try(aws_launch_configuration.this[0].name, null)
}

output "launch_template_id" {
  value = try(aws_launch_template.this[0].id, null)
}

output "launch_template_arn" {
  value = try(aws_launch_template.this[0].arn, null)
}

output "launch_template_name" {
  value = try(aws_launch_template.this[0].name, null)
}

output "launch_template_latest_version" {
  value = try(aws_launch_template.this[0].latest_version, null)
}

output "autoscaling_group_id" {
  value = try(aws_autoscaling_group.this[0].id, null)
}

output "autoscaling_group_name" {
  value = try(aws_autoscaling_group.this[0].name, null)
}

output "autoscaling_group_arn" {
  value = try(aws_autoscaling_group.this[0].arn, null)
}
