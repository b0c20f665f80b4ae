module "m" {
  source               = "terraform-aws-modules/ec2-instance/aws"
  version              = ">= 2.0, < 5.0"
  iam_instance_profile = "x"
}
