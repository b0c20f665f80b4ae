module "app" {
  source  = "terraform-aws-modules/ec2-instance/aws//wrappers"
  version = "~> 6.0"

  items = {
    a = { iam_instance_profile = "app" }
    b = {}
  }
}
