# aws_iam_instance_profile without a role

resource "aws_iam_instance_profile" "web" {
  name = "web"
}
