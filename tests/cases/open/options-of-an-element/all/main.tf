variable "runners" {
  type = map(object({
    overrides = optional(object({
      profile = optional(bool, false)
      name    = optional(string)
    }), {})
  }))
}

module "runner" {
  source   = "./runner"
  for_each = { for name, runner in var.runners : name => merge(runner, { id = name }) }

  name      = each.key
  overrides = each.value.overrides
}
