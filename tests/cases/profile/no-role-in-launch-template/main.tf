resource "aws_iam_instance_profile" "app" {
  name = "app"
}

resource "aws_launch_template" "web" {
  image_id      = "ami-12345678"
  instance_type = "t3.micro"

  iam_instance_profile {
    name = aws_iam_instance_profile.app.name
  }
}
