variable "k" { type = string }
resource "aws_iam_role" "r" { name = "r" }
resource "aws_instance" "w" { iam_instance_profile = { a = "x", b = aws_iam_role.r.name }[var.k] }
