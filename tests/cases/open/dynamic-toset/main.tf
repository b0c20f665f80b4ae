variable "create" { type = bool }
resource "aws_launch_template" "w" {
  dynamic "iam_instance_profile" {
    for_each = toset(var.create ? ["x"] : [])
    content { name = iam_instance_profile.key }
  }
}
