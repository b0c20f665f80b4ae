variable "n" { default = "1" }
resource "aws_instance" "i" { count = var.n }
