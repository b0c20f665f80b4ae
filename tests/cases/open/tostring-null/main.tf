variable "n" { type = any }
resource "aws_instance" "w" { iam_instance_profile = tostring(var.n) }
