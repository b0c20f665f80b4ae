locals {
  boot = "export AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE; hostname ${aws_eip.app.public_ip}"
}

resource "aws_eip" "app" {}

resource "aws_instance" "web" {
  ami           = "ami-12345678"
  instance_type = "t3.micro"
  iam_instance_profile = "app"
  user_data = local.boot
}
