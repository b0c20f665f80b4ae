resource "aws_iam_instance_profile" "p" {
  count = 0
  role  = "x"
}
