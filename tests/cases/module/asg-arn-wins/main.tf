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

module "m" {
  source  = "terraform-aws-modules/autoscaling/aws"
  version = "~> 7.0"

  name                      = "m"
  iam_instance_profile_arn  = aws_iam_instance_profile.p.arn
  iam_instance_profile_name = "zzz"
}
