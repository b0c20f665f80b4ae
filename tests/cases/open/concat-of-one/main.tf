variable "v" { type = list(string) }
resource "aws_iam_instance_profile" "p" {
  count = min(length(concat(var.v)), 1)
  role  = "app"
}
resource "aws_instance" "w" {
  count                = length(var.v)
  iam_instance_profile = one(aws_iam_instance_profile.p[*].name)
}
