resource "aws_instance" "app" {
  user_data            = "🚀 日本"
  iam_instance_profile = "arn:aws:iam::123456789012:instance-profile/app"
}

resource "aws_instance" "broken" {
  ami = = 1
}
