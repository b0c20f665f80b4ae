variable "flavour" {
  type    = string
  default = "good"
  const   = true
}

locals {
  base = "./modules"
}

module "web" {
  source = "./modules/${var.flavour}"
}

module "fixed" {
  source = "${local.base}/good"
}
