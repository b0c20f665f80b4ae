# Terraform stops where these files are not there; no input puts them there.
resource "aws_instance" "whole" {
  ami                  = "ami-1"
  instance_type        = "t3.micro"
  iam_instance_profile = file("${path.module}/profile.txt")
}

locals {
  settings = jsondecode(file("${path.module}/settings.json"))
}

resource "aws_instance" "part" {
  ami                  = "ami-1"
  instance_type        = "t3.micro"
  iam_instance_profile = local.settings.profile
}

resource "aws_instance" "exists" {
  ami                  = "ami-1"
  instance_type        = "t3.micro"
  iam_instance_profile = fileexists("${path.module}/no-profile") ? null : "app"
}

variable "environment" {
  type = string
}

resource "aws_instance" "named_by_input" {
  ami                  = "ami-1"
  instance_type        = "t3.micro"
  iam_instance_profile = trimspace(file("${path.module}/${var.environment}.txt"))
}
