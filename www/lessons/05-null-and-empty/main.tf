locals {
  profile = var.environment == "dev" ? null : var.profile
}

resource "aws_instance" "web" {
  ami           = "ami-0abcdef1234567890"
  instance_type = "t4g.small"

  iam_instance_profile = local.profile
}
