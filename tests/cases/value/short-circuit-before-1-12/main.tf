# Terraform 1.11 stops: Invalid value for "value" parameter: argument must not be null.
terraform {
  required_version = ">= 1.3"
}

variable "profiles" {
  type    = list(string)
  default = null
}

resource "aws_instance" "web" {
  iam_instance_profile = var.profiles != null && length(var.profiles) > 0 ? var.profiles[0] : null
}
