resource "aws_iam_role" "r" {
  name               = "app-role"
  assume_role_policy = "{}"
}
resource "aws_iam_role_policy_attachment" "a" {
  role       = aws_iam_role.r.name
  policy_arn = "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore"
}
resource "aws_iam_instance_profile" "p" {
  name = "app"
  role = aws_iam_role.r.name
}

data "aws_caller_identity" "c" {}
resource "aws_launch_template" "t" {
  iam_instance_profile {
    arn = "arn:aws:iam::${data.aws_caller_identity.c.account_id}:instance-profile/app"
  }
}
