resource "aws_launch_template" "t" {
  name = "t"
  iam_instance_profile {
    name = "x"
  }
}
resource "aws_autoscaling_group" "g" {
  launch_configuration = aws_launch_template.t.name
}
