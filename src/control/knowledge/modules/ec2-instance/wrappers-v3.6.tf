# ec2-instance//wrappers 3.6 to 4.1: one call of the module per item.

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
  launch_template             = try(each.value.launch_template, var.defaults.launch_template, null)
  user_data                   = try(each.value.user_data, var.defaults.user_data, null)
  user_data_base64            = try(each.value.user_data_base64, var.defaults.user_data_base64, null)
  vpc_security_group_ids      = try(each.value.vpc_security_group_ids, var.defaults.vpc_security_group_ids, null)
  associate_public_ip_address = try(each.value.associate_public_ip_address, var.defaults.associate_public_ip_address, null)
}

output "wrapper" {
  value = module.wrapper
}
