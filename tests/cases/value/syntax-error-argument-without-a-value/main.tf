resource "aws_iam_role" "app" {
  name               = "app"
  assume_role_policy = "{}"
}

resource "aws_iam_instance_profile" "app" {
  name =
  role = aws_iam_role.app.name
}

resource "aws_instance" "web" {
  ami                  = "ami-12345678"
  iam_instance_profile = aws_iam_instance_profile.app.name
}

resource "aws_instance" "blank" {
  ami                  = "ami-12345678"
  iam_instance_profile =
}

resource "aws_instance" "none" {
  ami           =
  instance_type = "t3.micro"
}
