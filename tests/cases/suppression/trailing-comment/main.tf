resource "aws_instance" "i" {
  ami = "a" # ec2-profile-check:ignore appliance
}
