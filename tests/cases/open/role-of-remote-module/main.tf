variable "env" {}
module "role" {
  source = "example/role/aws"
}
resource "aws_iam_instance_profile" "app" {
  name = "app-${var.env}"
  role = module.role.name
}
resource "aws_instance" "web" {
  ami                  = "ami-12345678"
  instance_type        = "t3.micro"
  iam_instance_profile = aws_iam_instance_profile.app.name
}
