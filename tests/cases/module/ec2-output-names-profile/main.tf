module "m" {
  source                      = "terraform-aws-modules/ec2-instance/aws"
  version                     = "~> 6.0"
  create_iam_instance_profile = true
}
resource "aws_instance" "i" {
  ami                  = "ami-1"
  instance_type        = "t3.micro"
  iam_instance_profile = module.m.iam_instance_profile_id
}
