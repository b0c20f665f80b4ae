resource "aws_launch_template" "a" {
  count = 0
}
resource "aws_launch_template" "b" {
  count = 1
  name  = "b"
}
resource "aws_autoscaling_group" "g" {
  launch_template { id = concat(aws_launch_template.a[*].id, aws_launch_template.b[*].id)[0] }
}
