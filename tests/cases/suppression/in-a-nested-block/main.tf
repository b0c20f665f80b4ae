resource "aws_instance" "i" {
  root_block_device {
    # ec2-profile-check:ignore appliance
    volume_size = 8
  }
}
