# Terraform takes no list here; the call says so as a resource would.
module "web" {
  source   = "terraform-aws-modules/ec2-instance/aws"
  version  = "6.0.2"
  for_each = ["a", "b"]

  iam_instance_profile = "app"
}
