variable "a" { type = bool }
variable "n" { type = string }
resource "aws_iam_role" "r" { name = "r" }
resource "aws_iam_instance_profile" "p" {
  count = var.a ? 1 : 0
  role  = aws_iam_role.r.name
}
resource "aws_instance" "w" { iam_instance_profile = var.a ? aws_iam_instance_profile.p[0].name : var.n }
