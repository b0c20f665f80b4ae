variable "o" { type = map(string) }
resource "aws_instance" "w" { iam_instance_profile = merge({ profile = "x" }, var.o)["profile"] }
