variable "n" { type = map(string) }
resource "aws_launch_template" "w" {
  dynamic "iam_instance_profile" {
    for_each = [var.n]
    content { name = lookup(iam_instance_profile.value, "name", null) }
  }
}
