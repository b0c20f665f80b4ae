module "app" {
  source  = "terraform-aws-modules/ec2-instance/aws"
  version = "~> 6.0"

  name                 = "app"
  create_spot_instance = true
  launch_template = {
    id = "lt-0123456789abcdef0"
  }
}
