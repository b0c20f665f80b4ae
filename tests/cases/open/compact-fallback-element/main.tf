variable "n" { type = string }
resource "aws_instance" "w" { iam_instance_profile = element(compact([var.n, "x"]), 0) }
