module "app" {
  source  = "terraform-aws-modules/eks/aws//modules/self-managed-node-group"
  version = "~> 20.0"

  name         = "app"
  cluster_name = "app"
}
