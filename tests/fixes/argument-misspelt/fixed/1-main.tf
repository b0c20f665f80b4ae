resource "aws_instance" "web" {
  ami = "ami-12345678"

  iam_instance_profile = aws_iam_instance_profile.app.name

  instance_type = "t3.micro"
}

resource "aws_iam_instance_profile" "app" {
  name = "app"
  role = "app"
}
