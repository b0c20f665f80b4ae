resource "aws_instance" "web" {
  ami           = "ami-12345678"
  instance_type = "t3.micro"
  user_data = "# ec2-profile-check:ignore no comment"
}
