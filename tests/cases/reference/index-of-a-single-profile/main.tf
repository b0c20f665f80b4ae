resource "aws_iam_role" "app" {
  assume_role_policy = "{}"
}

resource "aws_iam_instance_profile" "p" {
  role = aws_iam_role.app.name
}

# Terraform refuses the index, tried or not.
resource "aws_instance" "web" {
  iam_instance_profile = try(aws_iam_instance_profile.p[0].name, "spare")
}
