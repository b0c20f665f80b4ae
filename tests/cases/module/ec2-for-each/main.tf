module "app" {
  source  = "terraform-aws-modules/ec2-instance/aws"
  version = "~> 6.0"

  for_each = {
    a = "app"
    b = null
  }

  name                 = each.key
  iam_instance_profile = each.value
}
