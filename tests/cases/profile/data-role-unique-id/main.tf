data "aws_iam_role" "r" { name = "x" }
resource "aws_iam_instance_profile" "p" { role = data.aws_iam_role.r.unique_id }
