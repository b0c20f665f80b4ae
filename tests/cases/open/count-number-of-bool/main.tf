variable "n" { type = number }
resource "aws_instance" "w" {
  count                = var.n
  iam_instance_profile = var.n > 0 ? "x" : null
}
