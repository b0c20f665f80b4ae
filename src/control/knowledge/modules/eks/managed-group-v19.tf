# eks//modules/eks-managed-node-group from 19 on: the template is found by id.

variable "launch_template_name" {
  type    = string
  default = null
}

variable "launch_template_id" {
  type    = string
  default = ""
}

variable "use_custom_launch_template" {
  type     = bool
  default  = true
  nullable = false
}

resource "aws_launch_template" "this" {
  count = var.create && var.create_launch_template && var.use_custom_launch_template ? 1 : 0

  name                   = var.launch_template_use_name_prefix ? null : local.launch_template_name
  name_prefix            = var.launch_template_use_name_prefix ? "${local.launch_template_name}-" : null
  default_version        = var.launch_template_default_version
  update_default_version = var.update_launch_template_default_version
}

resource "aws_eks_node_group" "this" {
  count = var.create ? 1 : 0

  node_role_arn = var.create_iam_role ? aws_iam_role.this[0].arn : var.iam_role_arn

  dynamic "launch_template" {
    for_each = var.use_custom_launch_template ? [1] : []
    content {
      id      = var.create && var.create_launch_template ? try(aws_launch_template.this[0].id, null) : var.launch_template_id
      version = local.launch_template_version
    }
  }
}
