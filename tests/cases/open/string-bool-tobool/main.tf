variable "flag" { type = string }
resource "aws_instance" "w" { iam_instance_profile = tobool(var.flag) ? "x" : null }
