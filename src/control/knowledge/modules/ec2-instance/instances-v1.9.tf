# ec2-instance 1.9 to 2.5: burstable types are a resource of their own.

variable "instance_type" {
  type = string
}

locals {
  burstable = length(regexall("^t[23][.]", var.instance_type)) > 0
}

resource "aws_instance" "this" {
  count = local.burstable ? 0 : var.instance_count

  iam_instance_profile        = var.iam_instance_profile
  user_data                   = var.user_data
  user_data_base64            = var.user_data_base64
  vpc_security_group_ids      = var.vpc_security_group_ids
  associate_public_ip_address = var.associate_public_ip_address
}

resource "aws_instance" "this_t2" {
  count = local.burstable ? var.instance_count : 0

  iam_instance_profile        = var.iam_instance_profile
  user_data                   = var.user_data
  user_data_base64            = var.user_data_base64
  vpc_security_group_ids      = var.vpc_security_group_ids
  associate_public_ip_address = var.associate_public_ip_address
}

output "id" {
  value = concat(aws_instance.this[*].id, aws_instance.this_t2[*].id)
}
