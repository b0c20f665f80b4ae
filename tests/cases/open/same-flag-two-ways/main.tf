variable "flag" { type = string }
resource "aws_instance" "w" {
  count                = var.flag == "yes" ? 1 : 0
  iam_instance_profile = var.flag == "yes" ? "x" : null
}
