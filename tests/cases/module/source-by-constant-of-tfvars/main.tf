variable "flavour" {
  type    = string
  default = "good"
  const   = true
}

module "web" {
  source = "./modules/${var.flavour}"
}
