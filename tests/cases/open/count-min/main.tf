variable "n" { type = number }
resource "aws_instance" "w" {
  count                = min(var.n, 1)
  iam_instance_profile = "x"
}
