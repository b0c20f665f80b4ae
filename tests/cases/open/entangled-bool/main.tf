variable "v" { type = bool }
resource "aws_instance" "w" {
  count                = length([for x in [1] : x if tostring(var.v) == "true"])
  iam_instance_profile = format("%s", var.v) == "true" ? "x" : null
}
