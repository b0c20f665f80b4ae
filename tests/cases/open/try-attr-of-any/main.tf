variable "c" { type = any }
resource "aws_instance" "w" { iam_instance_profile = try(var.c.profile, null) }
