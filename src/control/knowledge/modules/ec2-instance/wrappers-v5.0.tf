# ec2-instance//wrappers 5: one call of the module per item.

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

  create                      = try(each.value.create, var.defaults.create, true)
  create_spot_instance        = try(each.value.create_spot_instance, var.defaults.create_spot_instance, false)
  iam_instance_profile        = try(each.value.iam_instance_profile, var.defaults.iam_instance_profile, null)
  launch_template             = try(each.value.launch_template, var.defaults.launch_template, {})
  user_data                   = try(each.value.user_data, var.defaults.user_data, null)
  user_data_base64            = try(each.value.user_data_base64, var.defaults.user_data_base64, null)
  vpc_security_group_ids      = try(each.value.vpc_security_group_ids, var.defaults.vpc_security_group_ids, null)
  associate_public_ip_address = try(each.value.associate_public_ip_address, var.defaults.associate_public_ip_address, null)
  name                        = try(each.value.name, var.defaults.name, "")
  create_iam_instance_profile = try(each.value.create_iam_instance_profile, var.defaults.create_iam_instance_profile, false)
  iam_role_name               = try(each.value.iam_role_name, var.defaults.iam_role_name, null)
  iam_role_use_name_prefix    = try(each.value.iam_role_use_name_prefix, var.defaults.iam_role_use_name_prefix, true)
  iam_role_path               = try(each.value.iam_role_path, var.defaults.iam_role_path, null)
  iam_role_policies           = try(each.value.iam_role_policies, var.defaults.iam_role_policies, {})
  ignore_ami_changes          = try(each.value.ignore_ami_changes, var.defaults.ignore_ami_changes, false)
}

output "wrapper" {
  value = module.wrapper
}
