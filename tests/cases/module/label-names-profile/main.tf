# The parts of a context are unknown here, the profile and its role are not.
module "this" {
  source  = "cloudposse/label/null"
  version = "0.25.0"

  namespace = "eg"
  name      = "app"
}

resource "aws_iam_role" "app" {
  name               = module.this.id
  assume_role_policy = "{}"
}

resource "aws_iam_instance_profile" "app" {
  count = module.this.enabled ? 1 : 0

  name = module.this.id
  role = aws_iam_role.app.name
}

resource "aws_instance" "web" {
  ami                  = "ami-12345678"
  instance_type        = "t3.micro"
  iam_instance_profile = one(aws_iam_instance_profile.app[*].name)

  tags = module.this.context.tags
}
