variable "m" { type = list(string) }
resource "aws_iam_role" "r" { name = "r" }
resource "aws_instance" "w" { iam_instance_profile = element(concat(var.m, [aws_iam_role.r.name]), 1) }
