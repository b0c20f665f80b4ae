module "m" {
  source = "github.com/terraform-aws-modules/terraform-aws-ec2-instance?ref=v5.6.1"
}
