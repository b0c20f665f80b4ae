variable "k" { type = string }
resource "aws_iam_role" "r" { name = "r" }
resource "aws_instance" "w" { iam_instance_profile = try({ a = "x", b = "y" }[var.k], aws_iam_role.r.name) }
