resource "aws_iam_service_linked_role" "r" { aws_service_name = "x.amazonaws.com" }
resource "aws_iam_instance_profile" "p" { role = aws_iam_service_linked_role.r.name }
