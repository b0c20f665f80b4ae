resource "aws_iam_instance_profile" "q" {
  count = 0
  role  = "x"
}
module "m" {
  source               = "terraform-aws-modules/ec2-instance/aws"
  version              = "~> 6.0"
  iam_instance_profile = aws_iam_instance_profile.q[0].name
}
