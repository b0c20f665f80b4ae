module "m" {
  source = "hipaa.compliance.tf/terraform-aws-modules/ec2-instance/aws//wrappers"
  items  = { a = {} }
}
