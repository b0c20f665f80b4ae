variable "env" { type = string }
locals { m = { prod = "p", dev = "" } }
resource "aws_instance" "w" { iam_instance_profile = lookup(local.m, var.env, "") }
