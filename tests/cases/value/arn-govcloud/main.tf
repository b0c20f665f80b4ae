resource "aws_instance" "i" {
  ami                  = "ami-1"
  instance_type        = "t3.micro"
  iam_instance_profile = "arn:aws-us-gov:iam::123456789012:instance-profile/team/app"
}
