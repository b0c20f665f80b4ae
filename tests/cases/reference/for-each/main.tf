resource "aws_iam_role" "app" {
  name               = "app"
  assume_role_policy = "{}"
}

resource "aws_iam_role_policy_attachment" "ssm" {
  role       = aws_iam_role.app.name
  policy_arn = "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore"
}

locals {
  apps = toset(["a", "b"])
}

resource "aws_iam_instance_profile" "app" {
  for_each = local.apps
  name     = each.key
  role     = each.key == "a" ? aws_iam_role.app.name : null
}

resource "aws_instance" "web" {
  for_each             = local.apps
  ami                  = "ami-12345678"
  instance_type        = "t3.micro"
  iam_instance_profile = aws_iam_instance_profile.app[each.key].name
}
