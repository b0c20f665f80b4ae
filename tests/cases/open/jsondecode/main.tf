variable "j" { type = string }
resource "aws_instance" "w" { iam_instance_profile = jsondecode(var.j).profile }
