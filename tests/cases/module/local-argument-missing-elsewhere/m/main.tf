variable "tag" {
  type = string
}

variable "profile" {
  type    = string
  default = "web"
}

resource "aws_instance" "web" {
  ami                  = "ami-12345678"
  instance_type        = "t3.micro"
  iam_instance_profile = var.profile
  tags                 = { Name = var.tag }
}

resource "aws_instance" "named" {
  ami                  = "ami-12345678"
  instance_type        = "t3.micro"
  iam_instance_profile = var.tag
}
