variable "names" { type = list(string) }
resource "aws_instance" "w" { iam_instance_profile = element(concat(var.names, ["x"]), 0) }
