variable "profile" {
  description = "Name of an instance profile"
  type        = string
}

resource "aws_instance" "web" {
  iam_instance_profile = var.profile
}
