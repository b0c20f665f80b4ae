variable "settings" {
  type = object({
    profile = optional(string, "web")
    other   = optional(string, "other")
    missing = optional(string)
    count   = number
  })
}

variable "all" {
  type = map(object({ profile = optional(string, "web") }))
}

resource "aws_instance" "null" {
  count                = var.settings.count
  iam_instance_profile = var.settings.profile
}

resource "aws_instance" "missing" {
  iam_instance_profile = var.settings.other
}

resource "aws_instance" "without" {
  iam_instance_profile = var.settings.missing
}

resource "aws_instance" "each" {
  for_each             = var.all
  iam_instance_profile = each.value.profile
}
