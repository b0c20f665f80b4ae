module "web" {
  source  = "terraform-aws-modules/ec2-instance/aws"
  version = "~> 6.0"

  name          = "web"
  instance_type = "t4g.small"
  subnet_id     = "subnet-0abc1234"
}
