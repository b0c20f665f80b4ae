variable "n" { type = string }
resource "aws_instance" "w" { iam_instance_profile = zipmap(["a"], [var.n]).a }
