resource "aws_instance" "i" {
  # ec2-profile-check:ignore
  # ec2-profile-check:ignore appliance
}
