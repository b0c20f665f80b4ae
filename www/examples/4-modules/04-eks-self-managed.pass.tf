# eks self-managed node group

module "nodes" {
  source  = "terraform-aws-modules/eks/aws//modules/self-managed-node-group"
  version = "~> 21.0"

  name                = "workers"
  cluster_name        = "main"
  kubernetes_version  = "1.33"
  cluster_endpoint    = "https://example.eks.amazonaws.com"
  cluster_auth_base64 = ""
}
