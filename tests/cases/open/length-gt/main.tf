variable "n" { type = string }
resource "aws_instance" "w" { iam_instance_profile = length(var.n) > 0 ? var.n : null }
