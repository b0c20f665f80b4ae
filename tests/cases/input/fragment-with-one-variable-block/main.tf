variable "ami" {}

resource "aws_instance" "web" {
  count = var.nunber
  ami   = var.ami
}
