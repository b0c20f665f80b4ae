variable "create" { type = bool }
resource "aws_iam_role" "r" { name = "r" }
resource "aws_iam_instance_profile" "p" {
  count = var.create ? 1 : 0
  role  = aws_iam_role.r.name
}
output "name" { value = try(aws_iam_instance_profile.p[0].name, "") }
