variable "j" { type = string }
resource "aws_instance" "w" { iam_instance_profile = coalesce(try(jsondecode(var.j).profile, ""), "x") }
