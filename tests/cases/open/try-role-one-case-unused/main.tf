variable "m" { type = any }
resource "aws_iam_role" "r" { name = "r" }
resource "aws_instance" "w" { iam_instance_profile = try(var.m.p, null) == null ? null : aws_iam_role.r.name }
