module "m" {
  source  = "registry.terraform.io/terraform-aws-modules/ec2-instance/aws"
  version = "5.0.0"
}
