module "app" {
  source  = "pcidsss.compliance.tf/terraform-aws-modules/ec2-instance/aws"
  version = ">=6.0.0"

  name = "app"
}
