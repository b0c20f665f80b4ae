variable "b" { type = bool }
resource "aws_instance" "w" { iam_instance_profile = one(var.b ? ["x"] : []) }
