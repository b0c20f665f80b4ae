# Nothing is known of this release. The module launches nothing, so the call itself is no subject.
module "role" {
  source  = "terraform-aws-modules/iam/aws//modules/iam-role"
  version = "99.0.0"

  create_instance_profile = true
}

module "policy" {
  source  = "terraform-aws-modules/iam/aws//modules/iam-policy"
  version = "5.39.0"
}

resource "aws_instance" "web" {
  ami                  = "ami-12345678"
  instance_type        = "t3.micro"
  iam_instance_profile = module.role.instance_profile_name
}
