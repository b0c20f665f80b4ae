module "m" {
  source = "PCIDSS.compliance.tf/terraform-aws-modules/ec2-instance/aws"
}
