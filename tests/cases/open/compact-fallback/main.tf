variable "n" { type = string }
resource "aws_instance" "w" { iam_instance_profile = compact([var.n, "x"])[0] }
