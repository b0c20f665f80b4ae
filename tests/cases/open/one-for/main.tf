variable "o" { type = list(object({ name = string, main = bool })) }
resource "aws_instance" "w" { iam_instance_profile = one([for x in var.o : x.name if x.main]) }
