variable "n" { type = string }
resource "aws_iam_role" "r" { name = "r" }
resource "aws_instance" "w" { iam_instance_profile = coalesce(aws_iam_role.r.name, var.n) }
