variable "n" { type = string }
resource "aws_instance" "w" { iam_instance_profile = sort([var.n, ""])[1] }
