variable "o" { type = object({ profile = optional(string, "x") }) }
resource "aws_instance" "w" { iam_instance_profile = var.o.profile }
