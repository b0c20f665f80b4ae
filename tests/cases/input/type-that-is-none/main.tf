# Terraform refuses each type; what it would make of a value cannot be told.
variable "profiles" {
  type    = set
  default = ["web"]
}

variable "settings" {
  type = object({
    profile = optional(string, ["web"])
  })
  default = {}
}

resource "aws_instance" "web" {
  for_each             = var.profiles
  iam_instance_profile = each.key
}

resource "aws_instance" "db" {
  iam_instance_profile = var.settings.profile
}
