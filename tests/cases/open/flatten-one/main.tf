variable "n" { type = list(string) }
resource "aws_instance" "w" { iam_instance_profile = try(flatten([var.n, []])[0], "") }
