variable "arn" { type = string }
resource "aws_instance" "w" { iam_instance_profile = element(split("/", var.arn), 1) }
