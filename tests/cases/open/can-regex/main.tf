variable "n" { type = string }
resource "aws_instance" "w" { iam_instance_profile = can(regex("^prod", var.n)) ? "x" : null }
