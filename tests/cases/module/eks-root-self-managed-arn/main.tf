module "m" {
  source  = "terraform-aws-modules/eks/aws"
  version = "~> 21.0"
  self_managed_node_groups = { a = {
    create_iam_instance_profile = false
    iam_instance_profile_arn    = "arn:aws:iam::123456789012:instance-profile/x"
  } }
}
