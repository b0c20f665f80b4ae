module "m" {
  source               = "git@github.com:terraform-aws-modules/terraform-aws-ec2-instance.git?ref=v5.6.1"
  iam_instance_profile = "x"
}
