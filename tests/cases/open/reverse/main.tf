variable "b" { type = bool }
resource "aws_instance" "w" { iam_instance_profile = reverse(concat([""], var.b ? ["x"] : []))[0] }
