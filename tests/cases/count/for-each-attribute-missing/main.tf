locals { m = { a = {} } }
resource "aws_instance" "i" {
  for_each             = local.m
  iam_instance_profile = each.value.p
}
