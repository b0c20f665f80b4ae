# ec2-instance 4.2 to 4.5: as 3.1, with the profile that role.tf may make.

variable "create_spot_instance" {
  type    = bool
  default = false
}

variable "launch_template" {
  type    = map(string)
  default = null
}

variable "vpc_security_group_ids" {
  type    = list(string)
  default = null
}

resource "aws_instance" "this" {
  count = local.create && !var.create_spot_instance ? 1 : 0

  iam_instance_profile        = local.iam_instance_profile
  user_data                   = var.user_data
  user_data_base64            = var.user_data_base64
  vpc_security_group_ids      = var.vpc_security_group_ids
  associate_public_ip_address = var.associate_public_ip_address

  dynamic "launch_template" {
    for_each = var.launch_template != null ? [var.launch_template] : []
    content {
      id      = lookup(launch_template.value, "id", null)
      name    = lookup(launch_template.value, "name", null)
      version = lookup(launch_template.value, "version", null)
    }
  }
}

resource "aws_spot_instance_request" "this" {
  count = local.create && var.create_spot_instance ? 1 : 0

  iam_instance_profile        = local.iam_instance_profile
  user_data                   = var.user_data
  user_data_base64            = var.user_data_base64
  vpc_security_group_ids      = var.vpc_security_group_ids
  associate_public_ip_address = var.associate_public_ip_address

  dynamic "launch_template" {
    for_each = var.launch_template != null ? [var.launch_template] : []
    content {
      id      = lookup(launch_template.value, "id", null)
      name    = lookup(launch_template.value, "name", null)
      version = lookup(launch_template.value, "version", null)
    }
  }
}

output "id" {
  value = try(aws_instance.this[0].id, aws_spot_instance_request.this[0].id, "")
}

output "arn" {
  value = try(aws_instance.this[0].arn, aws_spot_instance_request.this[0].arn, "")
}
