variable "n" { type = list(string) }
resource "aws_instance" "w" {
  count                = length(var.n) != 0 ? 1 : 0
  iam_instance_profile = length(var.n) == 0 ? null : "x"
}
