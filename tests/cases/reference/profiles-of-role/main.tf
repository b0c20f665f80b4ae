data "aws_iam_instance_profiles" "app" {
  role_name = "app"
}

resource "aws_instance" "web" {
  ami           = "ami-12345678"
  instance_type = "t3.micro"
  iam_instance_profile = tolist(data.aws_iam_instance_profiles.app.names)[0]
}
