module "m" {
  source    = "terraform-aws-modules/autoscaling/aws"
  version   = "4.1.0"
  use_lc    = true
  create_lc = true
}
