variable "env" { type = string }
resource "aws_instance" "w" { iam_instance_profile = format("%s-web", var.env) }
