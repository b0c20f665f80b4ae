resource "aws_iam_instance_profile" "app" {
  name  = "app"
  roles = []
}
