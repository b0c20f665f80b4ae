resource "aws_instance" "t" {
  iam_instance_profile = "x"
}
resource "aws_autoscaling_group" "g" {
  launch_template {
    id = aws_instance.t.id
  }
}
