variable "v" { type = list(string) }
resource "aws_iam_instance_profile" "p" {
  count = length(flatten([var.v])) > 0 ? 1 : 0
  role  = "app"
}
resource "aws_instance" "w" {
  count                = length([for name in var.v : name if name != ""])
  iam_instance_profile = one(aws_iam_instance_profile.p[*].name)
}
