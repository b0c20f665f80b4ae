resource "aws_launch_template" "t" { name = "x" }
data "aws_launch_template" "d" { name = aws_launch_template.t.name }
resource "aws_autoscaling_group" "g" {
  launch_template { name = data.aws_launch_template.d.name }
}
