variable "a" { type = string }
variable "b" { type = string }
resource "aws_instance" "w" { iam_instance_profile = join("-", compact([var.a, var.b])) }
