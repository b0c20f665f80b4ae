data "aws_caller_identity" "c" {}
resource "aws_instance" "i" {
  ami                  = "ami-1"
  instance_type        = "t3.micro"
  iam_instance_profile = "arn:aws:iam::${data.aws_caller_identity.c.account_id}:instance-profile/app"
}
