module "app" {
  source  = "terraform-aws-modules/autoscaling/aws"
  version = "~> 6.0"

  name                     = "app"
  iam_instance_profile_name = ""
}
