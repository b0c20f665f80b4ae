# autoscaling//wrappers 8.3: one call of the module per item.

variable "defaults" {
  type    = any
  default = {}
}

variable "items" {
  type    = any
  default = {}
}

module "wrapper" {
  source = "../"

  for_each = var.items

  create                          = try(each.value.create, var.defaults.create, true)
  name                            = try(each.value.name, var.defaults.name)
  ignore_desired_capacity_changes = try(each.value.ignore_desired_capacity_changes, var.defaults.ignore_desired_capacity_changes, false)
  create_launch_template          = try(each.value.create_launch_template, var.defaults.create_launch_template, true)
  launch_template_id              = try(each.value.launch_template_id, var.defaults.launch_template_id, null)
  launch_template_name            = try(each.value.launch_template_name, var.defaults.launch_template_name, "")
  launch_template_use_name_prefix = try(each.value.launch_template_use_name_prefix, var.defaults.launch_template_use_name_prefix, true)
  launch_template_version         = try(each.value.launch_template_version, var.defaults.launch_template_version, null)
  use_mixed_instances_policy      = try(each.value.use_mixed_instances_policy, var.defaults.use_mixed_instances_policy, false)
  mixed_instances_policy          = try(each.value.mixed_instances_policy, var.defaults.mixed_instances_policy, null)
  security_groups                 = try(each.value.security_groups, var.defaults.security_groups, [])
  network_interfaces              = try(each.value.network_interfaces, var.defaults.network_interfaces, [])
  user_data                       = try(each.value.user_data, var.defaults.user_data, null)
  default_version                 = try(each.value.default_version, var.defaults.default_version, null)
  update_default_version          = try(each.value.update_default_version, var.defaults.update_default_version, null)
  iam_instance_profile_name       = try(each.value.iam_instance_profile_name, var.defaults.iam_instance_profile_name, null)
  iam_instance_profile_arn        = try(each.value.iam_instance_profile_arn, var.defaults.iam_instance_profile_arn, null)
  create_iam_instance_profile     = try(each.value.create_iam_instance_profile, var.defaults.create_iam_instance_profile, false)
  iam_role_name                   = try(each.value.iam_role_name, var.defaults.iam_role_name, null)
  iam_role_use_name_prefix        = try(each.value.iam_role_use_name_prefix, var.defaults.iam_role_use_name_prefix, true)
  iam_role_path                   = try(each.value.iam_role_path, var.defaults.iam_role_path, null)
  iam_role_policies               = try(each.value.iam_role_policies, var.defaults.iam_role_policies, {})
}

output "wrapper" {
  value = module.wrapper
}
