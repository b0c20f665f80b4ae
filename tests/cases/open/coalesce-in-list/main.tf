variable "n" { type = string }
locals { l = [var.n, "x"] }
resource "aws_instance" "w" { iam_instance_profile = coalesce(local.l...) }
