variable "instances" {
  default = {}
}

resource "aws_instance" "web" {
  for_each             = var.instances
  ami                  = "ami-12345678"
  instance_type        = "t3.micro"
  iam_instance_profile = each.value
}
