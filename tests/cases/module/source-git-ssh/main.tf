module "m" {
  source               = "git::ssh://git@github.com/terraform-aws-modules/terraform-aws-ec2-instance.git?ref=v2.21.0"
  iam_instance_profile = "x"
}
