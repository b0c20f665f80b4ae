variable "n" { type = map(string) }
resource "aws_launch_template" "w" {
  dynamic "iam_instance_profile" {
    for_each = length(var.n) > 0 ? [var.n] : []
    content {
      name = lookup(iam_instance_profile.value, "name", null)
      arn  = lookup(iam_instance_profile.value, "arn", null)
    }
  }
}
