resource "aws_iam_role" "r" { assume_role_policy = "{}" }
resource "aws_iam_instance_profile" "p" { role = aws_iam_role.r.unique_id }
resource "aws_instance" "i" {
  ami                  = "ami-1"
  instance_type        = "t3.micro"
  iam_instance_profile = aws_iam_instance_profile.p.name
}
