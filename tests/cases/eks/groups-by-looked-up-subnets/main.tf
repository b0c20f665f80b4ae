# In each case in which Terraform goes on, all templates are those of node groups.
module "vpc" {
  source  = "terraform-aws-modules/vpc/aws"
  version = "5.8.1"
}

data "aws_subnet" "private" {
  for_each = { for index, id in module.vpc.private_subnets : index => id }
  id       = each.value
}

locals {
  by_zone = { for subnet in data.aws_subnet.private : subnet.availability_zone => subnet.id }
  groups  = [for zone in ["a", "b"] : { name = zone, subnet = local.by_zone[zone] }]
}

module "eks" {
  source       = "terraform-aws-modules/eks/aws"
  version      = "20.0.0"
  cluster_name = "main"
  eks_managed_node_groups = {
    for group in local.groups : group.name => { subnet_ids = [group.subnet] }
  }
}
