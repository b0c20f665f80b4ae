# The dots may stand for managed_policy_arns: nobody can say that nothing attaches a policy.
resource "aws_iam_role" "web" {
  name = "web"
  ...
}

resource "aws_iam_instance_profile" "web" {
  role = aws_iam_role.web.name
}

resource "aws_instance" "web" {
  iam_instance_profile = aws_iam_instance_profile.web.name
}
