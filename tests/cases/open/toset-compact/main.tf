variable "a" { type = string }
resource "aws_instance" "w" {
  for_each             = toset(compact([var.a]))
  iam_instance_profile = each.key
}
