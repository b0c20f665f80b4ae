resource "aws_instance" "open" {
  ami = "ami-12345678"

  resource "aws_instance" "web" {
    ami = "ami-12345678"
    iam_instance_profile = "web"
