resource "aws_autoscaling_group" "g" {
  launch_template { name = "web" }
}
