variable "m" { type = map(string) }
resource "aws_instance" "w" { iam_instance_profile = try(values(var.m)[0], "") }
