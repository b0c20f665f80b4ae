# The profile's role is no profile, even where its name is written out.
resource "aws_iam_instance_profile" "app" {
  name = "app"
  role = "app-role"
}

locals {
  profile = aws_iam_instance_profile.app.role
}

resource "aws_instance" "direct" {
  ami                  = "ami-12345678"
  instance_type        = "t3.micro"
  iam_instance_profile = aws_iam_instance_profile.app.role
}

resource "aws_instance" "through_local" {
  ami                  = "ami-12345678"
  instance_type        = "t3.micro"
  iam_instance_profile = local.profile
}

resource "aws_instance" "part_of_a_name" {
  ami                  = "ami-12345678"
  instance_type        = "t3.micro"
  iam_instance_profile = "${aws_iam_instance_profile.app.role}-profile"
}
