resource "aws_iam_instance_profile" "app" {
  name = "app"
  role = aws_iam_role.app.name
}
