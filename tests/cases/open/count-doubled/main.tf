variable "n" { type = number }
resource "aws_instance" "w" {
  count                = var.n * 2
  iam_instance_profile = var.n >= 0.5 ? "x" : null
}
