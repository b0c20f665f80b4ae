data "aws_iam_instance_profile" "p" { name = "x" }
resource "aws_launch_template" "t" {
  iam_instance_profile { arn = data.aws_iam_instance_profile.p.arn }
}
