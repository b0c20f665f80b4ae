module "m" {
  source                      = "terraform-aws-modules/ec2-instance/aws"
  version                     = "4.1.4"
  create_iam_instance_profile = true
}
