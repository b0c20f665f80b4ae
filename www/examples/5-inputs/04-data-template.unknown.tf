# A template that is kept elsewhere

data "aws_launch_template" "golden" {
  name = "golden"
}

resource "aws_autoscaling_group" "web" {
  name               = "web"
  min_size           = 1
  max_size           = 3
  availability_zones = ["eu-west-1a"]

  launch_template {
    id      = data.aws_launch_template.golden.id
    version = "$Latest"
  }
}
