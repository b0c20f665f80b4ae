variable "v" { type = list(string) }
resource "aws_instance" "w" {
  count                = contains(var.v, "web") ? 1 : 0
  iam_instance_profile = try(var.v[1], "") == "app" ? "x" : null
}
