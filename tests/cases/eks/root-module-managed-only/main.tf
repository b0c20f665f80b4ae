module "eks" {
  source  = "terraform-aws-modules/eks/aws"
  version = "~> 20.0"

  cluster_name = "app"

  eks_managed_node_groups = {
    a = {}
  }
}
