module "m" {
  source  = "terraform-aws-modules/autoscaling/aws"
  version = "6.4.0"

  name                        = "m"
  create_iam_instance_profile = true
}
