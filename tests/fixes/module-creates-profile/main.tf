module "web" {
  source  = "terraform-aws-modules/ec2-instance/aws"
  version = "6.1.0"

  name          = "web"
  instance_type = "t3.micro"
}
