variable "n" { type = string }
resource "aws_iam_role" "r" { name = "r" }
resource "aws_iam_instance_profile" "p" {
  name = "p"
  role = aws_iam_role.r.name
}
resource "aws_instance" "w" { iam_instance_profile = coalesce(var.n, aws_iam_instance_profile.p.name) }
