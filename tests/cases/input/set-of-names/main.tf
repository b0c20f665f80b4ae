variable "profiles" {
  type = set(string)
}

resource "aws_instance" "web" {
  for_each             = var.profiles
  iam_instance_profile = each.key
}
