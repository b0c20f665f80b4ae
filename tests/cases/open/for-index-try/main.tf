variable "n" { type = list(string) }
resource "aws_instance" "w" { iam_instance_profile = try([for x in var.n : x if x != ""][0], null) }
