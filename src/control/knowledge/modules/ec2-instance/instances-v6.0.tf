# ec2-instance 6: as 5, with a security group of its own and a typed launch_template.

variable "create_spot_instance" {
  type    = bool
  default = false
}

variable "ignore_ami_changes" {
  type    = bool
  default = false
}

variable "launch_template" {
  type = object({
    id      = optional(string)
    name    = optional(string)
    version = optional(string)
  })
  default = null
}

variable "vpc_security_group_ids" {
  type    = list(string)
  default = []
}

variable "create_security_group" {
  type    = bool
  default = true
}

variable "network_interface" {
  type    = any
  default = null
}

variable "security_group_ingress_rules" {
  type = map(object({
    cidr_ipv4   = optional(string)
    cidr_ipv6   = optional(string)
    from_port   = optional(number)
    to_port     = optional(number)
    ip_protocol = optional(string, "tcp")
  }))
  default = null
}

locals {
  create_security_group = var.create && var.create_security_group && var.network_interface == null
  security_groups       = local.create_security_group ? concat(var.vpc_security_group_ids, [aws_security_group.this[0].id]) : var.vpc_security_group_ids
}

resource "aws_security_group" "this" {
  count = local.create_security_group ? 1 : 0
}

resource "aws_vpc_security_group_ingress_rule" "this" {
  for_each = local.create_security_group && var.security_group_ingress_rules != null ? var.security_group_ingress_rules : {}

  security_group_id = aws_security_group.this[0].id
  cidr_ipv4         = each.value.cidr_ipv4
  cidr_ipv6         = each.value.cidr_ipv6
  ip_protocol       = each.value.ip_protocol
  from_port         = try(coalesce(each.value.from_port, each.value.to_port), null)
  to_port           = try(coalesce(each.value.to_port, each.value.from_port), null)
}

resource "aws_instance" "this" {
  count = local.create && !var.ignore_ami_changes && !var.create_spot_instance ? 1 : 0

  iam_instance_profile        = local.iam_instance_profile
  user_data                   = var.user_data
  user_data_base64            = var.user_data_base64
  vpc_security_group_ids      = local.security_groups
  associate_public_ip_address = var.associate_public_ip_address

  dynamic "launch_template" {
    for_each = var.launch_template != null ? [var.launch_template] : []
    content {
      id      = launch_template.value.id
      name    = launch_template.value.name
      version = launch_template.value.version
    }
  }
}

resource "aws_instance" "ignore_ami" {
  count = local.create && var.ignore_ami_changes && !var.create_spot_instance ? 1 : 0

  iam_instance_profile        = local.iam_instance_profile
  user_data                   = var.user_data
  user_data_base64            = var.user_data_base64
  vpc_security_group_ids      = local.security_groups
  associate_public_ip_address = var.associate_public_ip_address

  dynamic "launch_template" {
    for_each = var.launch_template != null ? [var.launch_template] : []
    content {
      id      = launch_template.value.id
      name    = launch_template.value.name
      version = launch_template.value.version
    }
  }
}

resource "aws_spot_instance_request" "this" {
  count = local.create && var.create_spot_instance ? 1 : 0

  iam_instance_profile        = local.iam_instance_profile
  user_data                   = var.user_data
  user_data_base64            = var.user_data_base64
  vpc_security_group_ids      = local.security_groups
  associate_public_ip_address = var.associate_public_ip_address

  dynamic "launch_template" {
    for_each = var.launch_template != null ? [var.launch_template] : []
    content {
      id      = launch_template.value.id
      name    = launch_template.value.name
      version = launch_template.value.version
    }
  }
}

output "id" {
  value = try(aws_instance.this[0].id, aws_instance.ignore_ami[0].id, aws_spot_instance_request.this[0].spot_instance_id, null)
}

output "arn" {
  value = try(aws_instance.this[0].arn, aws_instance.ignore_ami[0].arn, aws_spot_instance_request.this[0].arn, null)
}
