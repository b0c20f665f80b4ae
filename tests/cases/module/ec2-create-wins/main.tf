module "m" {
  source                      = "terraform-aws-modules/ec2-instance/aws"
  version                     = "6.0.2"
  create_iam_instance_profile = true
  iam_instance_profile        = ""
}
