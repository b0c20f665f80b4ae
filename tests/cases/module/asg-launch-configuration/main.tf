module "m" {
  source  = "terraform-aws-modules/autoscaling/aws"
  version = "4.1.0"

  name      = "m"
  use_lc    = true
  create_lc = true
}
