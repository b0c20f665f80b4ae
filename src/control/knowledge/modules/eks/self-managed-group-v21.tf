# eks//modules/self-managed-node-group 21: as 19, with a typed mixed_instances_policy.

variable "mixed_instances_policy" {
  type = object({
    launch_template = object({
      override = optional(list(object({
        launch_template_specification = optional(object({
          launch_template_id   = optional(string)
          launch_template_name = optional(string)
          version              = optional(string)
        }))
      })))
    })
  })
  default = null
}

variable "launch_template_id" {
  type    = string
  default = ""
}

locals {
  launch_template_ref = var.create && var.create_launch_template ? aws_launch_template.this[0].id : var.launch_template_id
}

resource "aws_autoscaling_group" "this" {
  count = var.create && var.create_autoscaling_group ? 1 : 0

  dynamic "launch_template" {
    for_each = var.use_mixed_instances_policy ? [] : [1]
    content {
      id      = local.launch_template_ref
      version = local.launch_template_version
    }
  }

  dynamic "mixed_instances_policy" {
    for_each = var.use_mixed_instances_policy ? [var.mixed_instances_policy] : []
    content {
      launch_template {
        launch_template_specification {
          launch_template_id = local.launch_template_ref
          version            = local.launch_template_version
        }

        dynamic "override" {
          for_each = mixed_instances_policy.value.launch_template.override != null ? mixed_instances_policy.value.launch_template.override : []
          content {
            dynamic "launch_template_specification" {
              for_each = override.value.launch_template_specification != null ? [override.value.launch_template_specification] : []
              content {
                launch_template_id   = launch_template_specification.value.launch_template_id
                launch_template_name = launch_template_specification.value.launch_template_name
                version              = launch_template_specification.value.version
              }
            }
          }
        }
      }
    }
  }
}
