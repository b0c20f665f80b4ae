variable "name" {
  type = string
}

module "web" {
  source   = "./web"
  for_each = toset(var.name[*])
  profile  = each.key
}
