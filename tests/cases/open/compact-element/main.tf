variable "n" { type = string }
resource "aws_instance" "w" { iam_instance_profile = try(compact([var.n, ""])[0], null) }
