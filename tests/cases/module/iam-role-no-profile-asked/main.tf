# The module makes a profile only on request; without one the output is null from 6.0 on, empty before.
module "new" {
  source  = "terraform-aws-modules/iam/aws//modules/iam-role"
  version = "~> 6.0"

  name = "app"
}

module "old" {
  source  = "terraform-aws-modules/iam/aws//modules/iam-assumable-role"
  version = "5.39.0"

  create_role = true
  role_name   = "app"
}

resource "aws_instance" "new" {
  ami                  = "ami-12345678"
  instance_type        = "t3.micro"
  iam_instance_profile = module.new.instance_profile_name
}

resource "aws_instance" "old" {
  ami                  = "ami-12345678"
  instance_type        = "t3.micro"
  iam_instance_profile = module.old.iam_instance_profile_name
}
