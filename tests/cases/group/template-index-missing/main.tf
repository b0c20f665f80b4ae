resource "aws_launch_template" "q" {
  count = 0
}
resource "aws_autoscaling_group" "g" {
  launch_template { id = aws_launch_template.q[0].id }
}
