resource "aws_iam_instance_profile" "p" { name = "x" }
data "aws_iam_instance_profile" "d" {
  name = aws_iam_instance_profile.p.name
}
resource "aws_instance" "i" {
  ami                  = "ami-1"
  instance_type        = "t3.micro"
  iam_instance_profile = data.aws_iam_instance_profile.d.name
}
