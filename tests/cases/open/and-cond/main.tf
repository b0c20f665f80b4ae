variable "a" { type = bool }
variable "b" { type = bool }
resource "aws_instance" "w" { iam_instance_profile = var.a && var.b ? "x" : null }
