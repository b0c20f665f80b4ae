variable "secret" {
  type      = string
  sensitive = true
}

resource "aws_instance" "web" {
  ami           = "ami-12345678"
  instance_type = "t3.micro"
  iam_instance_profile = "app"
  user_data = "export AWS_SECRET_ACCESS_KEY=${var.secret}"
}
