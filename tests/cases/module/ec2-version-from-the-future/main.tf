module "app" {
  source  = "terraform-aws-modules/ec2-instance/aws"
  version = "~> 99.0"

  name = "app"
}
