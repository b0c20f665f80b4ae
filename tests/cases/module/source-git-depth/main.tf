module "m" {
  source = "git::https://github.com/terraform-aws-modules/terraform-aws-ec2-instance?depth=1&ref=v6.0.0"
}
