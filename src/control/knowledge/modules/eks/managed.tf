# eks//modules/eks-managed-node-group from 18 on: the template has no profile on purpose; EKS makes one of the node role.

variable "create_iam_role" {
  type     = bool
  default  = true
  nullable = false
}

variable "iam_role_arn" {
  type    = string
  default = null
}

locals {
  create_role          = var.create && var.create_iam_role
  launch_template_name = coalesce(var.launch_template_name, "${var.name}-eks-node-group")
  iam_role_name        = coalesce(var.iam_role_name, "${var.name}-eks-node-group")
}

output "node_group_id" {
  value = try(aws_eks_node_group.this[0].id, null)
}

output "node_group_arn" {
  value = try(aws_eks_node_group.this[0].arn, null)
}

output "iam_role_name" {
  value = try(aws_iam_role.this[0].name, null)
}

output "iam_role_arn" {
  value = try(aws_iam_role.this[0].arn, var.iam_role_arn)
}

output "iam_role_unique_id" {
  value = try(aws_iam_role.this[0].unique_id, null)
}
