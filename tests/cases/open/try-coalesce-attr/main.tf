variable "c" { type = any }
resource "aws_instance" "w" { iam_instance_profile = coalesce(try(var.c.profile, null), "x") }
