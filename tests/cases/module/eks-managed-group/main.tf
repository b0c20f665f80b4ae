module "app" {
  source  = "terraform-aws-modules/eks/aws//modules/eks-managed-node-group"
  version = "~> 20.0"

  name         = "app"
  cluster_name = "app"
}
