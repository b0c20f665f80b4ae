variable "c" { type = any }
resource "aws_instance" "w" { iam_instance_profile = can(var.c.profile) ? "x" : null }
