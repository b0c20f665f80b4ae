variable "n" { type = list(string) }
resource "aws_instance" "w" { iam_instance_profile = [for x in var.n : x if x != ""][0] }
