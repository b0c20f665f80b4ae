# Terraform: an argument named "iam_instance_profil" is not expected here.
resource "aws_instance" "typo" {
  ami                 = "ami-12345678"
  instance_type       = "t3.micro"
  iam_instance_profil = "app"
}

resource "aws_instance" "name" {
  ami                       = "ami-12345678"
  instance_type             = "t3.micro"
  iam_instance_profile_name = "app"
}

resource "aws_launch_configuration" "role" {
  image_id      = "ami-12345678"
  instance_type = "t3.micro"
  iam_role      = "app"
}

resource "aws_instance" "nothing_like_it" {
  ami           = "ami-12345678"
  instance_type = "t3.micro"
}
