variable "k" { type = string }
resource "aws_iam_instance_profile" "p" { name = "empty" }
resource "aws_instance" "w" { iam_instance_profile = coalesce(var.k, "empty") }
