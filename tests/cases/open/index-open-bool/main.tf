variable "b" { type = bool }
resource "aws_instance" "w" { iam_instance_profile = { true = "x", false = null }[var.b] }
