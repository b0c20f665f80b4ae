resource "aws_iam_policy" "r" { policy = "{}" }
resource "aws_iam_instance_profile" "p" { role = aws_iam_policy.r.name }
