module "app" {
  source  = "terraform-aws-modules/ec2-instance/aws"
  version = "~> 6.0"

  name                        = "app"
  create_iam_instance_profile = true
}
