resource "aws_instance" "web" {
  count = 2001

  ami                  = "ami-12345678"
  instance_type        = "t3.micro"
  iam_instance_profile = "app"
}

resource "aws_instance" "told_apart" {
  count = 2001

  ami                  = "ami-12345678"
  instance_type        = "t3.micro"
  iam_instance_profile = count.index == 7 ? "" : "app"
}
