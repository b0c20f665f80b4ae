resource "random_id" "r" { byte_length = 4 }
resource "aws_iam_role" "r" { assume_role_policy = "{}" }
resource "aws_iam_instance_profile" "p" {
  name = "app-${random_id.r.hex}"
  role = aws_iam_role.r.name
}
resource "aws_instance" "i" {
  ami                  = "ami-1"
  instance_type        = "t3.micro"
  iam_instance_profile = "app-${random_id.r.hex}"
}
