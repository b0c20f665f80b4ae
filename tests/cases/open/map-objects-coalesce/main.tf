variable "vms" { type = map(object({ profile = optional(string) })) }
resource "aws_instance" "w" {
  for_each             = var.vms
  iam_instance_profile = coalesce(each.value.profile, "x")
}
