variable "n" { type = list(object({ name = string })) }
resource "aws_launch_template" "w" {
  dynamic "iam_instance_profile" {
    for_each = var.n
    content { name = iam_instance_profile.value.name }
  }
}
