# null-label 0.12 to 0.18: a label is on unless its own input says otherwise, whatever its context says. Nothing tells so
# but the context it makes.

variable "enabled" {
  type    = bool
  default = true
}

locals {
  open = uuid()
}

output "context" {
  value = {
    enabled             = var.enabled
    namespace           = local.open
    environment         = local.open
    stage               = local.open
    name                = local.open
    delimiter           = local.open
    attributes          = split("", local.open)
    tags                = { for part in split("", local.open) : part => part }
    additional_tag_map  = { for part in split("", local.open) : part => part }
    label_order         = split("", local.open)
    regex_replace_chars = local.open
  }
}
