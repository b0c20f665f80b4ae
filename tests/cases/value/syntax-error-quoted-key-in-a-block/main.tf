resource "aws_instance" "web" {
  ami                  = "ami-12345678"
  iam_instance_profile = "web"

  tags {
    "Name" = "web"
  }
}

resource "aws_instance" "bare" {
  ami = "ami-12345678"

  tags {
    "Name" = "bare"
  }
}
