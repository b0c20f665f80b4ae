resource "aws_instance" "i" {
  iam_instance_profile = "app"
  lifecycle { ignore_changes = [iam_instance_profile] }
}
