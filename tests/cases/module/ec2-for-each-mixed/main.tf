module "m" {
  source               = "terraform-aws-modules/ec2-instance/aws"
  version              = "~> 6.0"
  for_each             = { a = "x", b = null }
  iam_instance_profile = each.value
}
