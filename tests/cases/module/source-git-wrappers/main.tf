module "m" {
  source = "git::https://github.com/terraform-aws-modules/terraform-aws-ec2-instance.git//wrappers?ref=v6.0.0"
  items  = { a = {} }
}
