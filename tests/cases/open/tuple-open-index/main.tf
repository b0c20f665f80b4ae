variable "i" { type = number }
resource "aws_instance" "w" { iam_instance_profile = ["x", ""][var.i] }
