variable "n" { type = string }
resource "aws_launch_template" "w" {
  dynamic "iam_instance_profile" {
    for_each = var.n != null ? [var.n] : []
    content { name = iam_instance_profile.value }
  }
}
