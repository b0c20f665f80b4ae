variable "b" { type = bool }
variable "c" { type = bool }
resource "aws_instance" "w" { iam_instance_profile = anytrue([var.b, var.c]) ? "x" : null }
