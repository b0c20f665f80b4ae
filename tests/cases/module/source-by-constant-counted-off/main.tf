variable "flavour" {
  type    = string
  default = "bad"
  const   = true
}

module "web" {
  source = "./modules/${var.flavour}"
  count  = 0
}
