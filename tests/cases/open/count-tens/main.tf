variable "n" { type = number }
resource "aws_iam_instance_profile" "p" {
  count = var.n * 10 > 0 ? 1 : 0
  role  = "app"
}
resource "aws_instance" "w" {
  count                = var.n
  iam_instance_profile = one(aws_iam_instance_profile.p[*].name)
}
