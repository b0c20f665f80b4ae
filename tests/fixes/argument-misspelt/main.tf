resource "aws_instance" "web" {
  ami                  = "ami-12345678"
  instance_profile_arn = aws_iam_instance_profile.app.name
  instance_type        = "t3.micro"
}

resource "aws_iam_instance_profile" "app" {
  name = "app"
  role = "app"
}
