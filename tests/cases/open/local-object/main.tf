variable "n" { type = string }
locals { cfg = { profile = var.n, other = "x" } }
resource "aws_instance" "w" { iam_instance_profile = local.cfg.profile }
