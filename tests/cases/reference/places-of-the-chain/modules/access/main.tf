resource "aws_iam_role" "web" {
  name               = "web"
  assume_role_policy = "{}"
}

resource "aws_iam_instance_profile" "web" {
  role = aws_iam_role.web.name
}

output "profile" {
  value = aws_iam_instance_profile.web.name
}

output "role" {
  value = aws_iam_role.web.name
}
