variable "names" { type = list(string) }
resource "aws_instance" "w" {
  count                = length(var.names)
  iam_instance_profile = var.names[count.index]
}
