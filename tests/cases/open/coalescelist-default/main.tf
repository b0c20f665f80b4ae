variable "n" { type = list(string) }
resource "aws_instance" "w" { iam_instance_profile = coalescelist(var.n, ["x"])[0] }
