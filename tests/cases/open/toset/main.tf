variable "names" { type = list(string) }
resource "aws_instance" "w" {
  for_each             = toset(var.names)
  iam_instance_profile = each.value
}
