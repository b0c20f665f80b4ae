resource "aws_instance" "web" {
  ami           = "ami-12345678"
  instance_type = "t3.micro"

  iam_instance_profile = aws_iam_instance_profile.app.name
}

resource "aws_iam_instance_profile" "app" {
  name = "app"
  role = "app"
}
