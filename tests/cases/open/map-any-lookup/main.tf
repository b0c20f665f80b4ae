variable "vms" { type = map(any) }
resource "aws_instance" "w" {
  for_each             = var.vms
  iam_instance_profile = lookup(each.value, "profile", null)
}
