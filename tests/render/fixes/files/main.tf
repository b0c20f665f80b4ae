variable "profile" {
  type    = string
  default = null
}

resource "aws_instance" "coalesced" {
  ami                  = "ami-1"
  iam_instance_profile = var.profile
}

resource "aws_iam_role" "app" {
  name               = "app"
  assume_role_policy = "{}"
}

resource "aws_instance" "role" {
  iam_instance_profile = aws_iam_role.app.name
}

module "web" {
  source = "./web"
}
