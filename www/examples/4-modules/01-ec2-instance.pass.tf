# ec2-instance v6 that makes its profile

module "web" {
  source  = "terraform-aws-modules/ec2-instance/aws"
  version = "~> 6.0"

  name                        = "web"
  instance_type               = "t4g.small"
  create_iam_instance_profile = true

  iam_role_policies = {
    ssm = "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore"
  }
}
