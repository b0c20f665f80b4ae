module "m" {
  source                   = "terraform-aws-modules/eks/aws"
  version                  = "~> 20.0"
  self_managed_node_groups = { a = {} }
}
