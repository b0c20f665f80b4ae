# Modules of Cloud Posse ask their label whether anything is made, and hand its context on.
module "this" {
  source  = "cloudposse/label/null"
  version = "0.25.0"

  name = "app"
}

module "label" {
  source = "git::https://github.com/cloudposse/terraform-null-label.git?ref=tags/0.24.1"

  context    = module.this.context
  attributes = ["web"]
}

module "off" {
  source  = "cloudposse/label/null"
  version = "0.25.0"

  enabled = false
  context = module.this.context
}

resource "aws_instance" "label" {
  count = module.label.enabled ? 1 : 0

  ami           = "ami-12345678"
  instance_type = "t3.micro"
}

resource "aws_instance" "off" {
  count = module.off.enabled ? 1 : 0

  ami           = "ami-12345678"
  instance_type = "t3.micro"
}
