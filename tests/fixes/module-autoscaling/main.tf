module "web" {
  source  = "terraform-aws-modules/autoscaling/aws"
  version = "9.0.0"

  name     = "web"
  min_size = 0
  max_size = 1
}
