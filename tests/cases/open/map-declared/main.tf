variable "k" { type = string }
resource "aws_iam_instance_profile" "p" { name = "empty" }
resource "aws_instance" "w" { iam_instance_profile = { a = "x", b = "empty" }[var.k] }
