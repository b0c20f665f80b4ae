data "aws_iam_instance_profile" "app" {
  name = "app"
}

resource "aws_instance" "web" {
  iam_instance_profile = data.aws_iam_instance_profile.app.name
}
