variable "create" { default = null }
resource "aws_instance" "w" { iam_instance_profile = var.create == "true" ? "x" : "y" }
