resource "aws_iam_role" "r" {
  count              = 0
  assume_role_policy = "{}"
}
resource "aws_iam_instance_profile" "p" { role = aws_iam_role.r[0].name }
