variable "size" {
  default = "t3.micro"
}

variable "profile" {
  default = null
}

resource "aws_instance" "web" {
  instance_type        = var.size
  iam_instance_profile = var.profile
}
