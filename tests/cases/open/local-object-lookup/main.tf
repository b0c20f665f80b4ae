variable "n" { type = string }
locals { cfg = merge({ profile = null }, { profile = var.n }) }
resource "aws_instance" "w" { iam_instance_profile = lookup(local.cfg, "profile", null) }
