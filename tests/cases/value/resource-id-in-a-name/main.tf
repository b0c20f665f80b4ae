resource "aws_vpc" "v" {}
resource "aws_instance" "i" {
  ami                  = "ami-1"
  instance_type        = "t3.micro"
  iam_instance_profile = "${aws_vpc.v.id}-profile"
}
