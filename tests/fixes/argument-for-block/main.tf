resource "aws_launch_template" "web" {
  image_id             = "ami-12345678"
  iam_instance_profile = aws_iam_instance_profile.app.arn
  instance_type        = "t3.micro"
}

resource "aws_autoscaling_group" "web" {
  max_size = 1
  min_size = 1

  launch_template {
    id      = aws_launch_template.web.id
    version = aws_launch_template.web.latest_version
  }
}

resource "aws_iam_instance_profile" "app" {
  name = "app"
  role = "app"
}
