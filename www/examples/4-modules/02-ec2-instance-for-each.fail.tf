# ec2-instance for each host, one of them without

locals {
  hosts = {
    web   = { profile = "web" }
    batch = { profile = null }
  }
}

module "host" {
  source   = "terraform-aws-modules/ec2-instance/aws"
  version  = "5.8.0"
  for_each = local.hosts

  name                 = each.key
  instance_type        = "t3.small"
  iam_instance_profile = each.value.profile
}
