output "profile" {
  value = "app"
}

resource "aws_instance" "deepest" {
  ami                  = "ami-1"
  instance_type        = "t3.micro"
  iam_instance_profile = null
}
