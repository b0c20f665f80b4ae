resource "aws_launch_configuration" "l" { iam_instance_profile = "arn:aws:iam::123456789012:role/x" }
