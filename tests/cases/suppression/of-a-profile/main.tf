resource "aws_iam_instance_profile" "p" {
  # ec2-profile-check:ignore role is added by the bootstrap script
  name = "x"
}
