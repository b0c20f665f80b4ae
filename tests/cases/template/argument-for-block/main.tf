# Terraform: an argument named "iam_instance_profile" is not expected here.
resource "aws_launch_template" "web" {
  name_prefix          = "web-"
  iam_instance_profile = "app"
}

resource "aws_autoscaling_group" "web" {
  max_size = 1
  min_size = 1

  launch_template {
    id      = aws_launch_template.web.id
    version = aws_launch_template.web.latest_version
  }
}
