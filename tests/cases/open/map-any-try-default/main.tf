variable "vms" { type = any }
resource "aws_instance" "w" {
  for_each             = var.vms
  iam_instance_profile = try(each.value.profile, "x")
}
