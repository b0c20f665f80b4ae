variable "a" { type = string }
variable "b" { type = string }
resource "aws_instance" "w" {
  count                = length(compact([var.a, var.b])) > 0 ? 1 : 0
  iam_instance_profile = coalesce(var.a, var.b)
}
