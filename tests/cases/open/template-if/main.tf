variable "on" { type = bool }
resource "aws_instance" "w" { iam_instance_profile = "%{if var.on}x%{endif}" }
