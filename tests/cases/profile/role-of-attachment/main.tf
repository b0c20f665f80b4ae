resource "aws_iam_role" "r" { assume_role_policy = "{}" }
resource "aws_iam_role_policy_attachment" "a" {
  role       = aws_iam_role.r.name
  policy_arn = "x"
}
resource "aws_iam_instance_profile" "p" { role = aws_iam_role_policy_attachment.a.role }
resource "aws_instance" "i" {
  ami                  = "ami-1"
  instance_type        = "t3.micro"
  iam_instance_profile = aws_iam_instance_profile.p.name
}
