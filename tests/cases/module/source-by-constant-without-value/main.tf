variable "flavour" {
  type    = string
  const   = true
}

module "web" {
  source = "./modules/${var.flavour}"
}

resource "aws_instance" "other" {
  ami                  = "ami-1"
  instance_type        = "t3.micro"
  iam_instance_profile = module.web.profile
}
