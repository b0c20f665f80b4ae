locals { c = { a = "x", b = null } }
resource "aws_launch_template" "t" {
  for_each = local.c
  dynamic "iam_instance_profile" {
    for_each = each.value[*]
    content { name = iam_instance_profile.value }
  }
}
resource "aws_autoscaling_group" "g" {
  for_each = local.c
  launch_template {
    id      = aws_launch_template.t[each.key].id
    version = "$Latest"
  }
}
