variable "names" { type = list(string) }
resource "aws_instance" "w" {
  for_each = toset(var.names)
  ami      = each.value
}
