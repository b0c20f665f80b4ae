variable "profile" {
  type     = string
  nullable = false
}

resource "aws_instance" "web" {
  iam_instance_profile = var.profile
}
