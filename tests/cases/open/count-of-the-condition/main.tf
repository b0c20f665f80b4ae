# With just one instance there is no profile; with more there is.
variable "number" {
  type = number
}

resource "aws_instance" "web" {
  count                = var.number
  ami                  = "ami-12345678"
  instance_type        = "t3.micro"
  iam_instance_profile = var.number == 1 ? "" : "app"
}
