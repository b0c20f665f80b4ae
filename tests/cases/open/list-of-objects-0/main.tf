variable "o" { type = list(object({ name = string })) }
resource "aws_instance" "w" { iam_instance_profile = try(var.o[0].name, null) }
