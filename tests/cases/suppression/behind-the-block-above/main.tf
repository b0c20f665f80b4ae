resource "aws_instance" "a" {
  ami           = "ami-12345678"
  instance_type = "t3.micro"
  iam_instance_profile = "app"
} # ec2-profile-check:ignore not for the next block
resource "aws_instance" "web" {
  ami           = "ami-12345678"
  instance_type = "t3.micro"
}
