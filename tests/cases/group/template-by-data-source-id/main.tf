resource "aws_launch_template" "t" {
  name = "n"
}
data "aws_launch_template" "t" {
  id = aws_launch_template.t.id
}
resource "aws_autoscaling_group" "g" {
  launch_template {
    id      = data.aws_launch_template.t.id
    version = data.aws_launch_template.t.latest_version
  }
}
