module "m" {
  source  = "terraform-aws-modules/ec2-instance/aws"
  version = "> 9.0, < 8.0"
}
