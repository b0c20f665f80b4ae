resource "aws_iam_role" "q" {
  count              = 0
  assume_role_policy = "{}"
}
resource "aws_instance" "i" {
  ami                  = "ami-1"
  instance_type        = "t3.micro"
  iam_instance_profile = aws_iam_role.q[0].name
}
