module "r" { source = "./r" }
module "p" {
  source = "./p"
  role   = module.r.name
}
module "i" {
  source  = "./i"
  profile = module.p.name
}
