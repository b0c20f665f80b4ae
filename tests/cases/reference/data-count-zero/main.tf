data "aws_iam_instance_profile" "d" {
  count = 0
  name  = "x"
}
resource "aws_instance" "i" {
  ami                  = "ami-1"
  instance_type        = "t3.micro"
  iam_instance_profile = one(data.aws_iam_instance_profile.d[*].name)
}
