variable "a" { type = string }
variable "b" { type = string }
variable "c" { type = string }
variable "d" { type = string }
variable "e" { type = string }
resource "aws_instance" "w" { iam_instance_profile = join("-", compact([var.a, var.b, var.c, var.d, var.e, "x"])) }
