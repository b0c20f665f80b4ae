module "app" {
  source  = "git::https://github.com/terraform-aws-modules/terraform-aws-ec2-instance.git?ref=0123456789abcdef"

  name = "app"
}
