variable "o" { type = map(string) }
resource "aws_instance" "w" { iam_instance_profile = merge(var.o, { profile = "x" }).profile }
