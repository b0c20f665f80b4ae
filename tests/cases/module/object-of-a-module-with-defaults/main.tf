# The whole module is given as an object: its outputs are converted, and what is null or not there gets the default.
module "names" {
  source = "./names"
}

module "web" {
  source   = "./web"
  settings = module.names
  all      = { web = module.names }
}
