module "m" {
  source  = "terraform-aws-modules/autoscaling/aws"
  version = "4.1.0"

  name       = "m"
  create_asg = false
}
