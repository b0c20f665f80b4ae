resource "aws_launch_template" "b" {
  count = 1
  name  = "b"
}
resource "aws_autoscaling_group" "g" {
  launch_template { id = join("", aws_launch_template.b.*.id) }
}
