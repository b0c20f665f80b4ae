variable "m" { type = map(string) }
resource "aws_iam_role" "r" { name = "r" }
resource "aws_instance" "w" { iam_instance_profile = lookup(var.m, "p", aws_iam_role.r.name) }
