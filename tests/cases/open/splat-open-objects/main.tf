variable "o" { type = list(object({ name = string })) }
resource "aws_instance" "w" { iam_instance_profile = element(concat(var.o[*].name, [null]), 0) }
