# eks 17: worker groups from lists, with launch configurations or templates; the module makes the profiles by default.

variable "create_eks" {
  type    = bool
  default = true
}

variable "manage_worker_iam_resources" {
  type    = bool
  default = true
}

variable "workers_role_name" {
  type    = string
  default = ""
}

variable "workers_group_defaults" {
  type    = any
  default = {}
}

variable "worker_groups" {
  type    = any
  default = []
}

variable "worker_groups_launch_template" {
  type    = any
  default = []
}

variable "node_groups" {
  type    = any
  default = {}
}

locals {
  create_role     = var.create_eks && var.manage_worker_iam_resources
  default_role    = try(var.workers_group_defaults.iam_role_id, join("", aws_iam_role.workers[*].id))
  default_profile = try(var.workers_group_defaults.iam_instance_profile_name, "")
}

resource "aws_launch_configuration" "workers" {
  count = var.create_eks ? length(var.worker_groups) : 0

  iam_instance_profile = coalescelist(aws_iam_instance_profile.workers[*].id, data.aws_iam_instance_profile.workers[*].name)[count.index]
}

resource "aws_autoscaling_group" "workers" {
  count = var.create_eks ? length(var.worker_groups) : 0

  launch_configuration = aws_launch_configuration.workers[count.index].id
}

resource "aws_launch_template" "workers" {
  count = var.create_eks ? length(var.worker_groups_launch_template) : 0

  update_default_version = true

  iam_instance_profile {
    name = coalescelist(aws_iam_instance_profile.workers_launch_template[*].name, data.aws_iam_instance_profile.workers_launch_template[*].name)[count.index]
  }
}

resource "aws_autoscaling_group" "workers_launch_template" {
  count = var.create_eks ? length(var.worker_groups_launch_template) : 0

  launch_template {
    id = aws_launch_template.workers[count.index].id
  }
}

resource "aws_iam_instance_profile" "workers" {
  count = local.create_role ? length(var.worker_groups) : 0

  role = try(var.worker_groups[count.index].iam_role_id, local.default_role)
}

resource "aws_iam_instance_profile" "workers_launch_template" {
  count = local.create_role ? length(var.worker_groups_launch_template) : 0

  role = try(var.worker_groups_launch_template[count.index].iam_role_id, local.default_role)
}

data "aws_iam_instance_profile" "workers" {
  count = var.manage_worker_iam_resources ? 0 : length(var.worker_groups)

  name = try(var.worker_groups[count.index].iam_instance_profile_name, local.default_profile)
}

data "aws_iam_instance_profile" "workers_launch_template" {
  count = var.manage_worker_iam_resources ? 0 : length(var.worker_groups_launch_template)

  name = try(var.worker_groups_launch_template[count.index].iam_instance_profile_name, local.default_profile)
}

resource "aws_iam_role" "workers" {
  count = local.create_role ? 1 : 0

  name = var.workers_role_name != "" ? var.workers_role_name : null
}

resource "aws_iam_role_policy_attachment" "workers" {
  count = local.create_role ? 1 : 0

  role       = aws_iam_role.workers[0].name
  policy_arn = "arn:aws:iam::aws:policy/AmazonEKSWorkerNodePolicy"
}

# Managed node groups: their instances get the profile of the service.
resource "aws_launch_template" "managed" {
  count = var.create_eks && length(var.node_groups) > 0 ? 1 : 0
}

resource "aws_eks_node_group" "managed" {
  count = length(aws_launch_template.managed)

  launch_template {
    id = aws_launch_template.managed[0].id
  }
}

output "worker_iam_instance_profile_names" {
  value = concat(aws_iam_instance_profile.workers[*].name, aws_iam_instance_profile.workers_launch_template[*].name)
}

output "worker_iam_role_name" {
  value = join("", aws_iam_role.workers[*].name)
}

output "worker_iam_role_arn" {
  value = join("", aws_iam_role.workers[*].arn)
}

output "workers_asg_names" {
  value = concat(aws_autoscaling_group.workers[*].name, aws_autoscaling_group.workers_launch_template[*].name)
}
