variable "n" { type = number }
resource "aws_iam_instance_profile" "p" {
  count = signum(var.n)
  role  = "app"
}
resource "aws_instance" "w" {
  count                = var.n
  iam_instance_profile = join("", aws_iam_instance_profile.p[*].name)
}
