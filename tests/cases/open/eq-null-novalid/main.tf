variable "n" { type = string }
resource "aws_instance" "w" { iam_instance_profile = var.n == null ? "x" : var.n }
