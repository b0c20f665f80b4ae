resource "aws_iam_role" "r" {
  name               = "app"
  assume_role_policy = "{}"
}
resource "aws_instance" "i" {
  ami                  = "ami-1"
  instance_type        = "t3.micro"
  iam_instance_profile = "app"
}
