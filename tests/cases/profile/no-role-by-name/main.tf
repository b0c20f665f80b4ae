resource "aws_iam_instance_profile" "p" { name = "app" }
resource "aws_instance" "i" {
  ami                  = "ami-1"
  instance_type        = "t3.micro"
  iam_instance_profile = "app"
}
