resource "aws_iam_instance_profile" "q" {
  count = 0
  role  = "x"
}
resource "aws_instance" "i" {
  ami                  = "ami-1"
  instance_type        = "t3.micro"
  iam_instance_profile = can(aws_iam_instance_profile.q[0]) ? aws_iam_instance_profile.q[0].name : null
}
