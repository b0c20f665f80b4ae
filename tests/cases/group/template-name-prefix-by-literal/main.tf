resource "aws_launch_template" "t" { name_prefix = "web" }
resource "aws_autoscaling_group" "g" {
  launch_template { name = "web" }
}
