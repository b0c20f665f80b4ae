variable "flag" { type = string }
resource "aws_instance" "w" { iam_instance_profile = var.flag == "true" ? "x" : null }
