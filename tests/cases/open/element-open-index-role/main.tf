variable "i" { type = number }
resource "aws_iam_role" "r" { name = "r" }
resource "aws_instance" "w" { iam_instance_profile = element(["x", aws_iam_role.r.name], var.i) }
