# Before 0.19 a label is on unless its own input says otherwise; its context is not asked.
module "off" {
  source  = "cloudposse/label/null"
  version = "0.16.0"
  name    = "app"
  enabled = false
}

module "on" {
  source  = "cloudposse/label/null"
  version = "0.16.0"
  name    = "app"
  context = module.off.context
}

resource "aws_instance" "off" {
  count         = module.off.context.enabled ? 1 : 0
  ami           = "ami-12345678"
  instance_type = "t3.micro"
}

resource "aws_instance" "on" {
  count                = module.on.context.enabled ? 1 : 0
  ami                  = "ami-12345678"
  instance_type        = "t3.micro"
  iam_instance_profile = "app"
}
