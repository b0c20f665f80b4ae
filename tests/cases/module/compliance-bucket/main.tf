module "m" {
  source = "hipaa.compliance.tf/terraform-aws-modules/s3-bucket/aws"
}
