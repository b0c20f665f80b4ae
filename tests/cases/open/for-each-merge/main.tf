variable "vms" { type = map(object({ profile = string })) }
resource "aws_instance" "w" {
  for_each             = merge(var.vms, { extra = { profile = "x" } })
  iam_instance_profile = each.value.profile
}
