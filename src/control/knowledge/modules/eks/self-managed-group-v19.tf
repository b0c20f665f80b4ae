# eks//modules/self-managed-node-group 19 and 20: the template is found by id.

variable "mixed_instances_policy" {
  type    = any
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
          for_each = try(mixed_instances_policy.value.override, [])
          content {
            dynamic "launch_template_specification" {
              for_each = try([override.value.launch_template_specification], [])
              content {
                launch_template_id = try(launch_template_specification.value.launch_template_id, null)
                version            = try(launch_template_specification.value.version, null)
              }
            }
          }
        }
      }
    }
  }
}
