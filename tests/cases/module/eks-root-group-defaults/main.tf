module "m" {
  source                           = "terraform-aws-modules/eks/aws"
  version                          = "~> 20.0"
  self_managed_node_group_defaults = { create_iam_instance_profile = false }
  self_managed_node_groups         = { a = {} }
}
