# ec2-instance v6, as it comes

module "web" {
  source  = "terraform-aws-modules/ec2-instance/aws"
  version = "~> 6.0"

  name          = "web"
  instance_type = "t4g.small"
}
