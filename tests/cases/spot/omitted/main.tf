resource "aws_spot_instance_request" "web" {
  ami           = "ami-12345678"
  instance_type = "t3.micro"
}
