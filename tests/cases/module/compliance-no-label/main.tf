module "m" {
  source = "compliance.tf/terraform-aws-modules/ec2-instance/aws"
}
