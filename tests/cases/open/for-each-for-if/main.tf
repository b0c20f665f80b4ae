variable "vms" { type = list(object({ name = string, profile = optional(string) })) }
resource "aws_instance" "w" {
  for_each             = { for v in var.vms : v.name => v if try(v.profile, "") != "" && v.profile != null }
  iam_instance_profile = each.value.profile
}
