variable "profile" {
  type    = string
  default = local.profile
}

resource "aws_instance" "web" {
  iam_instance_profile = var.profile
}
