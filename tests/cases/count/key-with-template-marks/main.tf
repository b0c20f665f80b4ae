resource "aws_instance" "i" {
  for_each = toset(["a\"b\\c$${x}%%{y}\n\té\u0001"])
}
