resource "aws_instance" "web" {
  count                = =
  iam_instance_profile = "web"
}
