variable "vms" { type = list(object({ name = string, profile = optional(string) })) }
resource "aws_instance" "w" {
  for_each             = { for v in var.vms : v.name => v }
  iam_instance_profile = each.value.profile
}
