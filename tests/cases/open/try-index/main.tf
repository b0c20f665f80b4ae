variable "n" { type = list(string) }
resource "aws_instance" "w" { iam_instance_profile = try(var.n[0], null) }
