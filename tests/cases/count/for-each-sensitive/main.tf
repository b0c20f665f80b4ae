# Terraform refuses the first: the keys of for_each stand in addresses. Sensitive values of its elements are fine.
variable "profiles" {
  type      = map(string)
  sensitive = true
  default   = { a = "web" }
}

resource "aws_instance" "refused" {
  for_each             = var.profiles
  iam_instance_profile = each.value
}

resource "aws_instance" "fine" {
  for_each             = nonsensitive(toset(keys(var.profiles)))
  iam_instance_profile = var.profiles[each.key]
}

resource "aws_instance" "counted" {
  count                = length(var.profiles)
  iam_instance_profile = values(var.profiles)[count.index]
}
