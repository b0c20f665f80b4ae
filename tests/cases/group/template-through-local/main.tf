resource "aws_launch_template" "t" { name_prefix = "web" }
locals { t = aws_launch_template.t }
resource "aws_autoscaling_group" "g" {
  launch_template {
    id      = local.t.id
    version = local.t.latest_version
  }
}
