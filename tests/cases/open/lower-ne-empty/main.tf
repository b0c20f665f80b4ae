variable "n" { type = string }
resource "aws_instance" "w" { iam_instance_profile = lower(var.n) != "" ? lower(var.n) : "x" }
