data "aws_subnets" "s" {}
resource "aws_instance" "i" {
  for_each = toset(data.aws_subnets.s.ids)
}
