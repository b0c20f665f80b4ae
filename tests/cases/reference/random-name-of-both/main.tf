resource "random_pet" "r" {}
resource "aws_iam_role" "r" { assume_role_policy = "{}" }
resource "aws_iam_instance_profile" "p" {
  name = random_pet.r.id
  role = aws_iam_role.r.name
}
resource "aws_instance" "i" {
  ami                  = "ami-1"
  instance_type        = "t3.micro"
  iam_instance_profile = random_pet.r.id
}
