variable "a" { type = string }
variable "b" { type = bool }
locals {
  base = var.b ? { profile = var.a } : {}
  all  = merge({ profile = "default" }, local.base)
}
resource "aws_instance" "w" { iam_instance_profile = local.all.profile }
