# Two switches that belong together

variable "create" {
  type = bool
}

variable "create_profile" {
  type = bool
}

resource "aws_iam_instance_profile" "web" {
  count = var.create && var.create_profile ? 1 : 0
  name  = "web"
  role  = "web"
}

resource "aws_instance" "web" {
  count                = var.create ? 1 : 0
  ami                  = "ami-0abcdef1234567890"
  instance_type        = "t4g.small"
  iam_instance_profile = one(aws_iam_instance_profile.web[*].name)
}
