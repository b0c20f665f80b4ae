locals {
  ami     = ...
  profile = "web"
}

resource "aws_instance" "web" {
  iam_instance_profile = local.profile
}

resource "aws_instance" "other" {
  iam_instance_profile = local.ami
}
