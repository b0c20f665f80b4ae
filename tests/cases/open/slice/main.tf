variable "n" { type = list(string) }
resource "aws_instance" "w" { iam_instance_profile = join(",", slice(concat(var.n, [""]), 0, 1)) }
