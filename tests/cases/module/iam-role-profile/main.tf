# With the module's source the profile is module.role.aws_iam_instance_profile.this[0] and carries the module's role.
module "role" {
  source  = "terraform-aws-modules/iam/aws//modules/iam-role"
  version = "6.2.0"

  name                    = "app"
  create_instance_profile = true
}

resource "aws_instance" "web" {
  ami                  = "ami-12345678"
  instance_type        = "t3.micro"
  iam_instance_profile = module.role.instance_profile_name
}
