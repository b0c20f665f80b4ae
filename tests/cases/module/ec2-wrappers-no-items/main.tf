module "m" {
  source  = "terraform-aws-modules/ec2-instance/aws//wrappers"
  version = "~> 6.0"
}
