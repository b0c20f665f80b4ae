module "m" {
  source   = "./m"
  for_each = var.vms
  profile  = each.value.profile
}
variable "vms" { type = map(object({ profile = optional(string) })) }
