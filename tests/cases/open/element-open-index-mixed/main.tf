variable "i" { type = number }
resource "aws_instance" "w" { iam_instance_profile = element(["x", ""], var.i) }
