resource "aws_instance" "web" {
  ami           = "ami-12345678"
  instance_type = "t3.micro"
  #checkov:skip=CKV2_AWS_41:a bastion
}
