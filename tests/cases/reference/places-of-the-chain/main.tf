module "access" {
  source = "./modules/access"
}

data "aws_iam_instance_profile" "outside" {
  name = "outside"
}

data "aws_iam_role" "outside" {
  name = "outside"
}

resource "aws_iam_instance_profile" "lent" {
  role = data.aws_iam_role.outside.name
}

variable "profile" {
  type    = string
  default = "given"
}

module "server" {
  source  = "terraform-aws-modules/ec2-instance/aws"
  version = "6.0.0"

  create_iam_instance_profile = true
  iam_role_policies           = { ssm = "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore" }
}
