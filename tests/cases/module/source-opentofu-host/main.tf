module "m" {
  source  = "registry.opentofu.org/terraform-aws-modules/ec2-instance/aws"
  version = "5.0.0"
}
