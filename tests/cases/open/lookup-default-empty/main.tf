variable "m" { type = map(string) }
resource "aws_instance" "w" { iam_instance_profile = lookup(var.m, "profile", "") }
