variable "n" { type = number }
resource "aws_iam_role" "r" { name = "r" }
resource "aws_iam_instance_profile" "p" {
  count = var.n
  role  = aws_iam_role.r.name
}
resource "aws_instance" "w" { iam_instance_profile = var.n > 0 ? aws_iam_instance_profile.p[0].name : null }
