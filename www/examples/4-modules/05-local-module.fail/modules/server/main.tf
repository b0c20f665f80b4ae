variable "profile" {
  type    = string
  default = null
}

resource "aws_instance" "this" {
  ami                  = "ami-0abcdef1234567890"
  instance_type        = "t4g.small"
  iam_instance_profile = var.profile
}
