module "app" {
  source  = "git::https://github.com/terraform-aws-modules/terraform-aws-ec2-instance.git?ref=v6.1.0"

  name = "app"
}
