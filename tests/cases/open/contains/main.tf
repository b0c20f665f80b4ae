variable "env" { type = string }
resource "aws_instance" "w" { iam_instance_profile = contains(["prod", "stage"], var.env) ? "x" : null }
