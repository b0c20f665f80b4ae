variable "env" { type = string }
locals { m = { prod = "p", dev = null } }
resource "aws_instance" "w" { iam_instance_profile = local.m[var.env] }
