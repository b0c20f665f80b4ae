variable "n" { type = string }
variable "m" { type = string }
resource "aws_instance" "w" { iam_instance_profile = coalesce(var.n, var.m) }
