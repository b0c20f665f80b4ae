resource "aws_iam_role" "r" {
  count              = 0
  assume_role_policy = "{}"
}
resource "aws_iam_instance_profile" "p" { role = join("", aws_iam_role.r[*].name) }
resource "aws_instance" "i" {
  ami                  = "ami-1"
  instance_type        = "t3.micro"
  iam_instance_profile = aws_iam_instance_profile.p.name
}
