locals {
  groups = { a = { n = 1, p = "x" }, b = { n = 1, p = "" } }
  flat   = flatten([for k, g in local.groups : [for i in range(g.n) : { key = "${k}-${i}", p = g.p }]])
}
resource "aws_instance" "i" {
  for_each             = { for f in local.flat : f.key => f }
  iam_instance_profile = each.value.p
}
