variable "create" {
  type = bool
}

variable "custom" {
  type = bool
}

resource "aws_instance" "web" {
  ami           = "ami-12345678"
  instance_type = "t3.micro"
  iam_instance_profile = var.create ? (var.custom ? "custom" : "app") : null
}
