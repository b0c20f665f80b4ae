resource "aws_iam_role" "r" {
  name               = "app-role"
  assume_role_policy = "{}"
}
resource "aws_iam_role_policy_attachment" "a" {
  role       = aws_iam_role.r.name
  policy_arn = "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore"
}
resource "aws_iam_instance_profile" "p" {
  name = "app"
  role = aws_iam_role.r.name
}

resource "aws_iam_instance_profile" "q" {
  for_each = toset(["a"])
  name     = each.key
  role     = aws_iam_role.r.name
}
resource "aws_instance" "i" {
  for_each             = toset(["a", "b"])
  iam_instance_profile = aws_iam_instance_profile.q[each.key].name
}
