variable "m" { type = map(string) }
resource "aws_iam_role" "r" { name = "r" }
resource "aws_instance" "w" { iam_instance_profile = merge(var.m, { p = aws_iam_role.r.name })["p"] }
