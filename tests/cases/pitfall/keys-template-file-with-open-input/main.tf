variable "port" {
  type = number
}

resource "aws_instance" "web" {
  ami           = "ami-12345678"
  instance_type = "t3.micro"
  iam_instance_profile = "app"
  user_data = templatefile("${path.module}/boot.tftpl", { port = var.port })
}
