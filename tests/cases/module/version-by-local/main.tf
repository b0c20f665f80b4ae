locals {
  release = "6.1.0"
}

variable "release" {
  type = string
}

module "by_ref" {
  source               = "git::https://github.com/terraform-aws-modules/terraform-aws-ec2-instance.git?ref=v${local.release}"
  iam_instance_profile = "app"
}

module "by_version" {
  source  = "terraform-aws-modules/ec2-instance/aws"
  version = local.release
}

module "by_number" {
  source  = "terraform-aws-modules/ec2-instance/aws"
  version = 6.1
}

module "by_input" {
  source  = "terraform-aws-modules/ec2-instance/aws"
  version = var.release
}
