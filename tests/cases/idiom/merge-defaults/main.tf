locals {
  defaults = { profile = null }
  all      = { for k, v in { web = { profile = "x" }, db = {} } : k => merge(local.defaults, v) }
}
resource "aws_instance" "i" {
  for_each             = local.all
  iam_instance_profile = each.value.profile
}
