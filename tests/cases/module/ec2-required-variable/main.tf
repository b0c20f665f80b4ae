variable "profile" {
  type     = string
  nullable = false
}

module "app" {
  source  = "terraform-aws-modules/ec2-instance/aws"
  version = "~> 6.0"

  name                 = "app"
  iam_instance_profile = var.profile
}
