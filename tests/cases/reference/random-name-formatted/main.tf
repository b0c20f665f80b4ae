resource "random_pet" "r" {}

resource "aws_instance" "made" {
  ami                  = "ami-1"
  instance_type        = "t3.micro"
  iam_instance_profile = format("app-%s", random_pet.r.id)
}

# Nothing but the name itself.
resource "aws_instance" "whole" {
  ami                  = "ami-1"
  instance_type        = "t3.micro"
  iam_instance_profile = format("%s", random_pet.r.id)
}
