module "app" {
  source  = "pcidss.compliance.tf/terraform-aws-modules/s3-bucket/aws"
  version = ">=4.0.0"

  bucket = "app"
}
