# Before Terraform 0.12 this gave the number; since then it is refused, and how many there are cannot be told.
data "aws_subnet" "each" {
  count = 2
}

resource "aws_instance" "web" {
  count = data.aws_subnet.each.count

  ami                  = "ami-12345678"
  instance_type        = "t3.micro"
  iam_instance_profile = "app"
}
