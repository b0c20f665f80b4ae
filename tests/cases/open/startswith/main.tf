variable "env" { type = string }
resource "aws_instance" "w" { iam_instance_profile = startswith(var.env, "prod") ? "x" : null }
