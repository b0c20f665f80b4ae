resource "aws_iam_role" "r" {
  assume_role_policy = "{}"
  inline_policy { policy = "{}" }
}
output "name" { value = aws_iam_role.r.name }
