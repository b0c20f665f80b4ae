locals {
  managed = ["AmazonSSMManagedInstanceCore"]
}

resource "aws_iam_role_policy_attachment" "web" {
  for_each   = toset(local.managed)
  role       = aws_iam_role.web.name
  policy_arn = "arn:aws:iam::aws:policy/${each.key}"
}
