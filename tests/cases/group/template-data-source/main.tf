data "aws_launch_template" "app" {
  name = "elsewhere"
}

resource "aws_autoscaling_group" "app" {
  min_size           = 1
  max_size           = 2
  availability_zones = ["eu-west-1a"]

  launch_template {
    id = data.aws_launch_template.app.id
  }
}
