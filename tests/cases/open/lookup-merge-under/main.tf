variable "m" { type = map(string) }
resource "aws_iam_role" "r" { name = "r" }
resource "aws_instance" "w" { iam_instance_profile = lookup(merge({ p = aws_iam_role.r.name }, var.m), "p", "") }
