resource "aws_iam_instance_profile" "p" {
  count = -1
  role  = "app"
}

resource "aws_instance" "web" {
  iam_instance_profile = try(aws_iam_instance_profile.p[0].name, null)
}
