resource "aws_iam_role" "r" { assume_role_policy = "{}" }
resource "aws_launch_template" "t" {
  iam_instance_profile { arn = aws_iam_role.r.arn }
}
