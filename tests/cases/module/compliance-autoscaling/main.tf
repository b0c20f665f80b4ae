module "m" {
  source = "hipaa.compliance.tf/terraform-aws-modules/autoscaling/aws"
}
