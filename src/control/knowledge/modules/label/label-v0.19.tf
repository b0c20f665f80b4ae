# null-label from 0.19 on: whether anything is made at all, which every module of Cloud Posse asks of its label. The rest
# of a context, names put together from parts, is unknown here.

variable "enabled" {
  type    = bool
  default = null
}

variable "context" {
  type    = any
  default = { enabled = true }
}

locals {
  enabled = var.enabled == null ? var.context.enabled : var.enabled
  open    = uuid()
}

output "enabled" {
  value = local.enabled
}

output "context" {
  value = {
    enabled             = local.enabled
    namespace           = local.open
    tenant              = local.open
    environment         = local.open
    stage               = local.open
    name                = local.open
    delimiter           = local.open
    attributes          = split("", local.open)
    tags                = { for part in split("", local.open) : part => part }
    additional_tag_map  = { for part in split("", local.open) : part => part }
    label_order         = split("", local.open)
    regex_replace_chars = local.open
    id_length_limit     = length(local.open)
    label_key_case      = local.open
    label_value_case    = local.open
    labels_as_tags      = toset(split("", local.open))
    descriptor_formats  = { for part in split("", local.open) : part => part }
  }
}
