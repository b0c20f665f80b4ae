resource "aws_launch_template" "t" {
  iam_instance_profile { arn = "arn:aws:iam::123456789012:policy/x" }
}
