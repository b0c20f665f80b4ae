variable "size" {
  type = number
}

resource "aws_instance" "web" {
  count = var.size
}
