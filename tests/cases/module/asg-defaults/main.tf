module "app" {
  source  = "terraform-aws-modules/autoscaling/aws"
  version = "~> 8.0"

  name = "app"
}
