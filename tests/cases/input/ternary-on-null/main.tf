variable "p" {
  type    = string
  default = null
}
resource "aws_instance" "i" {
  ami                  = "ami-1"
  instance_type        = "t3.micro"
  iam_instance_profile = var.p == null ? "fallback" : var.p
}
