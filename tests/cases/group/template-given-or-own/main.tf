variable "lt" { type = string }
resource "aws_launch_template" "b" {
  iam_instance_profile { name = "x" }
}
resource "aws_autoscaling_group" "g" {
  launch_template { id = coalesce(var.lt, aws_launch_template.b.id) }
}
