resource "aws_launch_template" "t" {
  name                   = "t"
  update_default_version = true
  iam_instance_profile { name = "x" }
}
resource "aws_autoscaling_group" "g" {
  launch_template {
    id      = aws_launch_template.t.id
    version = aws_launch_template.t.default_version
  }
}
