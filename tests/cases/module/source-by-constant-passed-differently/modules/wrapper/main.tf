variable "flavour" {
  type    = string
  default = "good"
  const   = true
}

module "inner" {
  source = "../${var.flavour}"
}
