module "m" {
  source     = "terraform-aws-modules/autoscaling/aws"
  version    = "4.1.0"
  create_asg = false
}
