variable "role" {}
resource "aws_iam_instance_profile" "p" { role = var.role }
output "name" { value = aws_iam_instance_profile.p.name }
