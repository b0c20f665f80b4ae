module "web" {
  source  = "terraform-aws-modules/ec2-instance/aws"
  version = "5.8.0"

  name = "web"

  create_iam_instance_profile = false
}
