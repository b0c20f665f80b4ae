module "m" {
  source   = "terraform-aws-modules/ec2-instance/aws//wrappers"
  version  = "~> 6.0"
  defaults = { iam_instance_profile = "x" }
  items = {
    a = { iam_instance_profile = null }
  }
}
