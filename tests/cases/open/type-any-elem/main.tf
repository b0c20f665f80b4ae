variable "o" {}
resource "aws_instance" "w" {
  iam_instance_profile = element(concat(aws_iam_instance_profile.p.*.name, [var.o]), 0)
}
resource "aws_iam_role" "r" { name = "r" }
resource "aws_iam_instance_profile" "p" {
  count = var.o == "" ? 1 : 0
  role  = aws_iam_role.r.name
}
