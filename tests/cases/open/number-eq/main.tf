variable "n" { type = number }
resource "aws_instance" "w" { iam_instance_profile = var.n == 1 ? "x" : null }
