resource "aws_iam_role" "r" { assume_role_policy = "{}" }
resource "aws_iam_instance_profile" "p" { role = aws_iam_role.r.unique_id }
