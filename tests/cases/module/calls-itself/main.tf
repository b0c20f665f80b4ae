# Terraform would read it without end.
module "again" {
  source = "./"
}

resource "aws_instance" "web" {
  ami                  = "ami-12345678"
  instance_type        = "t3.micro"
  iam_instance_profile = "app"
}
