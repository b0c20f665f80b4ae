resource "aws_iam_role" "r" {
  for_each           = toset(["web", "db"])
  assume_role_policy = "{}"
}
resource "aws_iam_instance_profile" "p" {
  for_each = aws_iam_role.r
  role     = each.value.name
}
resource "aws_instance" "i" {
  for_each             = aws_iam_instance_profile.p
  iam_instance_profile = each.value.id
}
