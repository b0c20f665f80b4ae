module "m" {
  source  = "terraform-aws-modules/eks/aws"
  version = "~> 21.0"
}
