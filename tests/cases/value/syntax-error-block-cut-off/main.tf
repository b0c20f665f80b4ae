resource "aws_instance" "none" {
  ami = "ami-12345678"

resource "aws_instance" "web" {
  ami                  = "ami-12345678"
  iam_instance_profile = "web"
