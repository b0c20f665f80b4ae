variable "flag" { type = bool }
resource "aws_instance" "w" {
  count                = var.flag ? 1 : 0
  iam_instance_profile = !var.flag ? null : "x"
}
