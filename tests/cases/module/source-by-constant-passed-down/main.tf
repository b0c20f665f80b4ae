locals {
  flavour = "bad"
}

module "web" {
  source  = "./modules/${local.wrapper}"
  flavour = local.flavour
}

locals {
  wrapper = "wrapper"
}
