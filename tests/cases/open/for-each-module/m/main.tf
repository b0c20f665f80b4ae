variable "profile" {}
resource "aws_instance" "w" { iam_instance_profile = var.profile }
