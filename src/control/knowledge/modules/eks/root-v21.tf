# eks 21: node groups from typed maps, without defaults of their own.

variable "create" {
  type    = bool
  default = true
}

variable "outpost_config" {
  type    = any
  default = null
}

variable "eks_managed_node_groups" {
  type = map(object({
    create                                 = optional(bool)
    name                                   = optional(string)
    create_launch_template                 = optional(bool)
    use_custom_launch_template             = optional(bool)
    launch_template_id                     = optional(string)
    launch_template_name                   = optional(string)
    launch_template_use_name_prefix        = optional(bool)
    launch_template_version                = optional(string)
    launch_template_default_version        = optional(string)
    update_launch_template_default_version = optional(bool)
    create_iam_role                        = optional(bool)
    iam_role_arn                           = optional(string)
    iam_role_name                          = optional(string)
    iam_role_use_name_prefix               = optional(bool)
    iam_role_path                          = optional(string)
    iam_role_attach_cni_policy             = optional(bool)
  }))
  default = null
}

variable "self_managed_node_groups" {
  type = map(object({
    create                                 = optional(bool)
    name                                   = optional(string)
    create_launch_template                 = optional(bool)
    launch_template_id                     = optional(string)
    launch_template_name                   = optional(string)
    launch_template_use_name_prefix        = optional(bool)
    launch_template_version                = optional(string)
    launch_template_default_version        = optional(string)
    update_launch_template_default_version = optional(bool)
    create_autoscaling_group               = optional(bool)
    use_mixed_instances_policy             = optional(bool)
    mixed_instances_policy = optional(object({
      launch_template = object({
        override = optional(list(object({
          launch_template_specification = optional(object({
            launch_template_id   = optional(string)
            launch_template_name = optional(string)
            version              = optional(string)
          }))
        })))
      })
    }))
    create_iam_instance_profile  = optional(bool)
    iam_instance_profile_arn     = optional(string)
    iam_role_name                = optional(string)
    iam_role_use_name_prefix     = optional(bool)
    iam_role_path                = optional(string)
    iam_role_attach_cni_policy   = optional(bool)
    iam_role_additional_policies = optional(map(string))
  }))
  default = null
}

module "eks_managed_node_group" {
  source = "./modules/eks-managed-node-group"

  for_each = var.create && var.outpost_config == null && var.eks_managed_node_groups != null ? var.eks_managed_node_groups : {}

  create                                 = each.value.create
  name                                   = coalesce(each.value.name, each.key)
  create_launch_template                 = each.value.create_launch_template
  use_custom_launch_template             = each.value.use_custom_launch_template
  launch_template_id                     = each.value.launch_template_id
  launch_template_name                   = coalesce(each.value.launch_template_name, each.key)
  launch_template_use_name_prefix        = each.value.launch_template_use_name_prefix
  launch_template_version                = each.value.launch_template_version
  launch_template_default_version        = each.value.launch_template_default_version
  update_launch_template_default_version = each.value.update_launch_template_default_version
  create_iam_role                        = each.value.create_iam_role
  iam_role_arn                           = each.value.iam_role_arn
  iam_role_name                          = each.value.iam_role_name
  iam_role_use_name_prefix               = each.value.iam_role_use_name_prefix
  iam_role_path                          = each.value.iam_role_path
  iam_role_attach_cni_policy             = each.value.iam_role_attach_cni_policy
}

module "self_managed_node_group" {
  source = "./modules/self-managed-node-group"

  for_each = var.create && var.self_managed_node_groups != null ? var.self_managed_node_groups : {}

  create                                 = each.value.create
  name                                   = coalesce(each.value.name, each.key)
  create_launch_template                 = each.value.create_launch_template
  launch_template_id                     = each.value.launch_template_id
  launch_template_name                   = coalesce(each.value.launch_template_name, each.key)
  launch_template_use_name_prefix        = each.value.launch_template_use_name_prefix
  launch_template_version                = each.value.launch_template_version
  launch_template_default_version        = each.value.launch_template_default_version
  update_launch_template_default_version = each.value.update_launch_template_default_version
  create_autoscaling_group               = each.value.create_autoscaling_group
  use_mixed_instances_policy             = each.value.use_mixed_instances_policy
  mixed_instances_policy                 = each.value.mixed_instances_policy
  create_iam_instance_profile            = each.value.create_iam_instance_profile
  iam_instance_profile_arn               = each.value.iam_instance_profile_arn
  iam_role_name                          = each.value.iam_role_name
  iam_role_use_name_prefix               = each.value.iam_role_use_name_prefix
  iam_role_path                          = each.value.iam_role_path
  iam_role_attach_cni_policy             = each.value.iam_role_attach_cni_policy
  iam_role_additional_policies           = each.value.iam_role_additional_policies
}

output "eks_managed_node_groups" {
  value = module.eks_managed_node_group
}

output "self_managed_node_groups" {
  value = module.self_managed_node_group
}

output "self_managed_node_groups_autoscaling_group_names" {
  value = compact([for group in module.self_managed_node_group : group.autoscaling_group_name])
}
