variable "names" { type = list(string) }
resource "aws_instance" "w" { iam_instance_profile = one(var.names) }
